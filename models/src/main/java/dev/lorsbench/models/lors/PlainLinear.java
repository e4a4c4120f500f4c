package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;

/**
 * A linear layer with a weight of its own.
 *
 * @param weight W [out, in]
 * @param bias b [out]
 */
public record PlainLinear(NDArray weight, NDArray bias) implements Linear {
  @Override
  public NDArray forward(Scope scope, NDArray x) {
    return scope.tensor("linear", x, weight, bias);
  }

  @Override
  public NDArray merged(Scope scope) {
    return weight;
  }
}
