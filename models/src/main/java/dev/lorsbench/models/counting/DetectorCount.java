package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import java.util.EnumMap;
import java.util.Map;

/**
 * The parameters of a whole detector, frozen ones included, buffers not.
 *
 * @param byPart every part's count, in the order from image to boxes
 */
public record DetectorCount(ParameterCount decoder, Map<Part, Long> byPart) {
  /** Counts a detector that tells {@code classes} classes apart. */
  public static DetectorCount of(ModelConfig config, int classes) {
    ParameterCount decoder = ParameterCount.of(config.decoder(), classes);
    Map<Part, Long> parts = new EnumMap<>(decoder.byPart());
    parts.put(Part.BACKBONE, backbone(config.backbone()));
    parts.put(Part.NECK, neck(config));
    parts.put(Part.QUERIES, queries(config.decoder()));
    return new DetectorCount(decoder, parts);
  }

  /** All parameters. */
  public long total() {
    return byPart.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A content vector and a box (of four) a query. */
  private static long queries(DecoderConfig decoder) {
    return (long) decoder.queries() * (decoder.contentDim() + 4);
  }

  /** A 1x1 convolution with bias a level, and one group norm for all. */
  private static long neck(ModelConfig config) {
    long d = config.decoder().contentDim();
    long last = 8L * config.backbone().width() * expansion(config.backbone());
    long channels = 0;
    for (int level = 0; level < config.decoder().featmapStrides().size(); level++) {
      channels += last >> Math.max(0, 3 - level);
    }
    return channels * d + d * config.decoder().featmapStrides().size() + 2 * d;
  }

  private static boolean bottleneck(BackboneConfig config) {
    return config.name().equals("resnet50");
  }

  private static int expansion(BackboneConfig config) {
    return bottleneck(config) ? 4 : 1;
  }

  /** Convolutions have no bias; every one is followed by a batch norm of two vectors. */
  private static long backbone(BackboneConfig config) {
    int[] blocks = bottleneck(config) ? new int[] {3, 4, 6, 3} : new int[] {2, 2, 2, 2};
    long total = convolution(3, config.width(), 7);
    long in = config.width();
    for (int layer = 0; layer < 4; layer++) {
      long mid = (long) config.width() << layer;
      long out = mid * expansion(config);
      for (int block = 0; block < blocks[layer]; block++) {
        boolean shortcut = block == 0 && (layer > 0 || in != out);
        total += shortcut ? convolution(in, out, 1) : 0;
        total += bottleneck(config) ? bottleneck(in, mid, out) : basic(in, out);
        in = out;
      }
    }
    return total;
  }

  private static long bottleneck(long in, long mid, long out) {
    return convolution(in, mid, 1) + convolution(mid, mid, 3) + convolution(mid, out, 1);
  }

  private static long basic(long in, long out) {
    return convolution(in, out, 3) + convolution(out, out, 3);
  }

  private static long convolution(long in, long out, long kernel) {
    return in * out * kernel * kernel + 2 * out;
  }
}
