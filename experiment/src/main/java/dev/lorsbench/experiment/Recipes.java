package dev.lorsbench.experiment;

import java.util.List;

/**
 * Schedules by name. {@code 1x} is 90,000 steps of 16 images (about 12 epochs of COCO) whose rate
 * falls to a tenth after 2/3 and 8/9; {@code 3x} is three times as long. The peak rate is
 * AdaMixer's, 2.5e-5 for 16 images. For another batch, rate and images a step change together: rate
 * x B / 16, steps x 16 / B (Goyal et al., 2017, linear scaling).
 */
final class Recipes {
  static final List<String> NAMES = List.of("1x", "3x");
  private static final int IMAGES = 16;
  private static final int STEPS = 90_000;
  private static final int WARMUP = 1_000;
  private static final double RATE = 2.5e-5;

  private Recipes() {}

  /** The recipe's own keys over {@code base}. */
  static TrainConfig of(String name, int batch, TrainConfig base) {
    Ranges.oneOf("recipe", name, NAMES);
    Ranges.between("batch", batch, 1, 4096);
    double images = name.equals("3x") ? 3.0 * IMAGES : IMAGES;
    String yaml =
        "{steps: %d, warmup_steps: %d, learning_rate: %s, decay_at: %s, schedule: step,"
            + " decay_factor: 0.1, weight_decay: 1.0e-4, clip_norm: 1.0}";
    return TrainConfig.read(
        Section.parse(
            yaml.formatted(
                Math.max(1, Math.round(STEPS * images / batch)),
                Math.round((double) WARMUP * IMAGES / batch),
                RATE * batch / IMAGES,
                name.equals("3x") ? List.of(7 / 9.0, 25 / 27.0) : List.of(2 / 3.0, 8 / 9.0)),
            "recipe " + name),
        base);
  }
}
