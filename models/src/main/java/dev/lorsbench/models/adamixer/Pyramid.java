package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.models.torch.Scope;
import java.util.List;

/**
 * All feature levels as one channels-last table, built once and read by every stage.
 *
 * @param table [B, sum of H W over levels, d]
 * @param sizesHw height and width of each level
 * @param strides pixels a cell of each level
 */
public record Pyramid(NDArray table, long[] sizesHw, long[] strides) {
  /**
   * From levels [B, d, H, W], finest first.
   *
   * @throws IllegalArgumentException where levels and strides differ in number
   */
  public static Pyramid of(Scope scope, List<NDArray> levels, List<Integer> strides) {
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
    long[] pixels = strides.stream().mapToLong(Integer::longValue).toArray();
    return new Pyramid(scope.tensor("feature_table", levels), sizes, pixels);
  }
}
