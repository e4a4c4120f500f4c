package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.ClassifierConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a classifier, counted from its configuration.
 *
 * @param byPart embedding, shared weights, private weights, biases and norms, head
 */
public record ClassifierCount(Map<String, Long> byPart) {
  /**
   * Counts a classifier of square images.
   *
   * <p>d channels, m the FFN's ratio. A block's qkv, proj, fc1 and fc2 have (4 + 2 m) d² weights,
   * and with LORS privately r (d + 3d) + r (d + d) + 2 r (d + m d), r cut to a layer's smaller
   * side.
   */
  public static ClassifierCount of(ClassifierConfig c, int size, int classes) {
    long d = c.embedDim();
    long m = c.mlpRatio();
    long depth = c.depth();
    long patch = (long) c.patchSize() * c.patchSize();
    long tokens = 1 + (long) (size / c.patchSize()) * (size / c.patchSize());
    long full = (4 + 2 * m) * d * d;
    long r = Math.min(c.rank().orElse(0), d);
    long own = r * (4 * d + 2 * d + 2 * (1 + m) * d);
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("embedding", (1 + tokens) * d + 3 * patch * d + d);
    parts.put("blocks, shared", c.lowRank() ? full : 0);
    parts.put("blocks, private", depth * (c.lowRank() ? own : full));
    parts.put("blocks, biases and norms", depth * (3 + 1 + m + 1 + 4) * d);
    parts.put("head", 2 * d + d * classes + classes);
    return new ClassifierCount(parts);
  }

  /** All parameters: what classifiers are compared by. */
  public long total() {
    return byPart.values().stream().mapToLong(Long::longValue).sum();
  }
}
