package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import java.util.Optional;

/**
 * LORST (section 3.3): y = (W_shared + B A) x + b, computed as W_shared x + B (A x) + b.
 *
 * @param shared W_shared [out, in], the same tensor in every layer of the stack
 * @param own A and B; empty where the rank is 0 and the weight is shared whole
 * @param bias b [out], the layer's own
 */
public record LorstLinear(NDArray shared, Optional<LowRank> own, NDArray bias) implements Linear {
  /**
   * The private part B A.
   *
   * @param a A [r, in]
   * @param b B [out, r]
   */
  public record LowRank(NDArray a, NDArray b) {}

  @Override
  public NDArray forward(Scope scope, NDArray x) {
    return own.map(p -> scope.tensor("lorst_linear", x, shared, bias, p.a, p.b))
        .orElseGet(() -> scope.tensor("linear", x, shared, bias));
  }

  @Override
  public NDArray merged(Scope scope) {
    return own.map(p -> scope.tensor("merge", shared, p.a, p.b)).orElse(shared);
  }
}
