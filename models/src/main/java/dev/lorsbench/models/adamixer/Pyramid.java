package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.models.torch.Scope;
import java.util.List;
import java.util.Optional;

/**
 * The feature levels that every stage samples. Large ones are also laid out, once, as one
 * channels-last table: reading whole rows of it saves time where maps do not fit the caches.
 *
 * @param levels [B, d, H, W] each, finest first
 * @param table [B, sum of H W over levels, d], where the levels are large
 * @param sizesHw height and width of each level
 * @param strides pixels a cell of each level
 */
@SuppressWarnings("ArrayRecordComponent") // they go to native memory as they are
public record Pyramid(
    List<NDArray> levels, Optional<NDArray> table, long[] sizesHw, long[] strides) {
  /** Elements of all levels from which a table is worth its making. */
  private static final long LARGE = 4L << 20;

  /**
   * From levels [B, d, H, W], finest first.
   *
   * @throws IllegalArgumentException where levels and strides differ in number
   */
  public static Pyramid of(Scope scope, List<NDArray> levels, List<Integer> strides) {
    long elements = levels.stream().mapToLong(NDArray::size).sum();
    return elements >= LARGE ? ofTable(scope, levels, strides) : ofLevels(levels, strides);
  }

  /** Without a table, whatever the size. */
  public static Pyramid ofLevels(List<NDArray> levels, List<Integer> strides) {
    return new Pyramid(levels, Optional.empty(), sizes(levels, strides), pixels(strides));
  }

  /** With a table, whatever the size. */
  public static Pyramid ofTable(Scope scope, List<NDArray> levels, List<Integer> strides) {
    Optional<NDArray> table = Optional.of(scope.tensor("feature_table", levels));
    return new Pyramid(levels, table, sizes(levels, strides), pixels(strides));
  }

  private static long[] sizes(List<NDArray> levels, List<Integer> strides) {
    if (levels.size() != strides.size()) {
      throw new IllegalArgumentException(
          levels.size() + " feature levels for " + strides.size() + " strides");
    }
    long[] sizes = new long[2 * levels.size()];
    for (int i = 0; i < levels.size(); i++) {
      Shape shape = levels.get(i).getShape();
      sizes[2 * i] = shape.get(2);
      sizes[2 * i + 1] = shape.get(3);
    }
    return sizes;
  }

  private static long[] pixels(List<Integer> strides) {
    return strides.stream().mapToLong(Integer::longValue).toArray();
  }
}
