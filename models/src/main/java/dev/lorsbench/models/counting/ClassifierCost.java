package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.ClassifierConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a classifier costs on a batch of square images, from its configuration alone.
 *
 * <p>B images of n patches of 3 p² numbers; R = B (1 + n) rows of tokens, d channels, h heads, L
 * blocks, m the FFN's ratio, r the rank, K classes. W = (4 + 2 m) d² weights have a block's qkv,
 * proj, fc1 and fc2 together, and V = r (8 + 2 m) d has LORS of them privately. LORS runs W_shared
 * x + B (A x) and never forms their sum, so that a low rank saves parameters and no work.
 *
 * <pre>
 * part                     multiply-adds     kept for the backward pass, numbers
 * embedding                B n 3 p² d        B 3 size²                    the images
 * blocks, shared           L R W             L R (3 + 2 m) d              the layers' inputs, GELU's
 * blocks, private (plain)  L R W             L R (3 + 2 m) d              the same
 * blocks, private (LORS)   L R V             4 L R r                      A x
 * blocks, biases and norms                   2 L R (d + 2)                the norms' inputs, statistics
 * blocks, attention        2 L R (1 + n) d   L (3 R d + R h (1 + n))      q, k, v and the softmax
 * head                     B d K             2 R d + 2 R                  the last norm on both sides
 * </pre>
 *
 * Of a single image, query, key and value are kept as they were made, together: R d more a block.
 *
 * @param byPart every part's, in the order from image to scores
 */
public record ClassifierCost(Map<String, Cost> byPart) {
  public ClassifierCost {
    byPart = Collections.unmodifiableMap(new LinkedHashMap<>(byPart));
  }

  /**
   * Counts a classifier.
   *
   * @param size edge of the images, pixels
   * @param images B
   */
  public static ClassifierCost of(ClassifierConfig config, int size, int classes, int images) {
    return new Walk(config, size, classes, images).result();
  }

  /** All parts together; its parameters are what classifiers are compared by. */
  public Cost total() {
    return byPart.values().stream().reduce(Cost.ZERO, Cost::plus);
  }

  /** The letters of the table, and its rows. */
  private record Walk(
      boolean lors, long l, long d, long m, long h, long r, long patch, long n, long k, long b) {
    private Walk(ClassifierConfig c, int size, int classes, int images) {
      this(
          c.lowRank(),
          c.depth(),
          c.embedDim(),
          c.mlpRatio(),
          c.numHeads(),
          c.rank().orElse(0),
          3L * c.patchSize() * c.patchSize(),
          (long) (size / c.patchSize()) * (size / c.patchSize()),
          classes,
          images);
    }

    ClassifierCost result() {
      Map<String, Cost> parts = new LinkedHashMap<>();
      parts.put("embedding", cost((2 + n) * d + patch * d + d, b * n * patch * d, b * n * patch));
      Cost full = cost((lors ? 1 : l) * weights(), l * rows() * weights(), l * inputs());
      parts.put("blocks, shared", lors ? full : Cost.ZERO);
      parts.put("blocks, private", lors ? lowRank() : full);
      long statistics = 2 * l * rows() * (d + 2);
      parts.put("blocks, biases and norms", cost(l * (9 + m) * d, 0, statistics));
      parts.put("blocks, attention", attention());
      long head = 2 * d + d * k + k;
      parts.put("head", cost(head, b * d * k, 2 * rows() * (d + 1)));
      return new ClassifierCost(parts);
    }

    private Cost lowRank() {
      long own = r * (8 + 2 * m) * d;
      return cost(l * own, l * rows() * own, 4 * l * rows() * r);
    }

    private Cost attention() {
      long shares = rows() * (1 + n);
      return cost(0, 2 * l * shares * d, l * ((b == 1 ? 4 : 3) * rows() * d + shares * h));
    }

    private long rows() {
      return b * (1 + n);
    }

    private long weights() {
      return (4 + 2 * m) * d * d;
    }

    private long inputs() {
      return rows() * (3 + 2 * m) * d;
    }

    private static Cost cost(long parameters, long multiplyAdds, long kept) {
      return new Cost(parameters, 0, 0, multiplyAdds, Float.BYTES * kept);
    }
  }
}
