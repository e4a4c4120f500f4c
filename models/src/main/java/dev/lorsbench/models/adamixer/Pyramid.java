package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import java.util.List;
import java.util.Optional;

/**
 * The feature levels that every stage samples. Large ones are also laid out, once, as one
 * channels-last table: reading whole rows of it saves time where maps do not fit the caches.
 *
 * @param levels [B, d, H, W] each, finest first
 * @param table of all levels, where they are large
 * @param strides pixels a cell of each level
 */
@SuppressWarnings("ArrayRecordComponent") // they go to native memory as they are
public record Pyramid(List<NDArray> levels, Optional<FeatureTable> table, long[] strides) {
  /** Elements of all levels from which a table is worth its making. */
  private static final long LARGE = 4L << 20;

  /**
   * From levels [B, d, H, W], finest first.
   *
   * @throws IllegalArgumentException where levels and strides differ in number
   */
  public static Pyramid of(Scope scope, List<NDArray> levels, List<Integer> strides) {
    return large(levels) ? ofTable(scope, levels, strides) : ofLevels(levels, strides);
  }

  /** As {@link #of}, but what is sampled sends nothing back to the levels by itself. */
  static Pyramid apart(Scope scope, List<NDArray> levels, List<Integer> strides) {
    paired(levels, strides);
    return large(levels)
        ? new Pyramid(
            levels, Optional.of(new FeatureTable(scope, paired(levels, strides))), pixels(strides))
        : ofLevels(scope.tensors("leaves_of", levels), strides);
  }

  private static boolean large(List<NDArray> levels) {
    return levels.stream().mapToLong(NDArray::size).sum() >= LARGE;
  }

  /** Without a table, whatever the size. */
  public static Pyramid ofLevels(List<NDArray> levels, List<Integer> strides) {
    return new Pyramid(paired(levels, strides), Optional.empty(), pixels(strides));
  }

  /** With a table, whatever the size. */
  public static Pyramid ofTable(Scope scope, List<NDArray> levels, List<Integer> strides) {
    FeatureTable table = FeatureTable.of(scope, paired(levels, strides));
    return new Pyramid(levels, Optional.of(table), pixels(strides));
  }

  private static List<NDArray> paired(List<NDArray> levels, List<Integer> strides) {
    if (levels.size() != strides.size()) {
      throw new IllegalArgumentException(
          levels.size() + " feature levels for " + strides.size() + " strides");
    }
    return levels;
  }

  private static long[] pixels(List<Integer> strides) {
    return strides.stream().mapToLong(Integer::longValue).toArray();
  }
}
