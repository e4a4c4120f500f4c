package dev.lorsbench.models.backbone;

import dev.lorsbench.experiment.BackboneConfig;
import java.util.List;

/**
 * What the name of a Swin transformer means.
 *
 * @param width channels of the first stage; each stage doubles them
 * @param depths blocks a stage
 */
public record SwinPlan(long width, List<Integer> depths) {
  /** Cells of a patch's side. */
  public static final int PATCH = 4;

  /** Cells of a window's side. */
  public static final int WINDOW = 7;

  /** The FFN's hidden width in channels of its stage. */
  public static final int FFN = 4;

  private static final int HEAD = 32;

  /** The plan of {@code swin-t} or {@code swin-s}. */
  public static SwinPlan of(BackboneConfig config) {
    return switch (config.name()) {
      case "swin-t" -> new SwinPlan(config.width(), List.of(2, 2, 6, 2));
      case "swin-s" -> new SwinPlan(config.width(), List.of(2, 2, 18, 2));
      default -> throw new IllegalArgumentException(config.name() + " is no Swin transformer");
    };
  }

  /** Blocks of all stages. */
  public int blocks() {
    return depths.stream().mapToInt(Integer::intValue).sum();
  }

  /** Channels of a stage, from 0. */
  public long channels(int stage) {
    return width << stage;
  }

  /** Heads of a stage, 32 channels each. */
  public int heads(int stage) {
    return Math.toIntExact(channels(stage) / HEAD);
  }

  /** By how many cells every second block's windows are shifted. */
  public static int shift(int block) {
    return block % 2 == 0 ? 0 : WINDOW / 2;
  }
}
