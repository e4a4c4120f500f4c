package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;

/** Updates queries from what they sampled: {@link AdaptiveMixing}, or one stage of LORS mixing. */
@FunctionalInterface
public interface Mixing {
  /**
   * The new contents.
   *
   * @param sampled [B, N, G, P, C]
   * @param content [B, N, d]
   * @return [B, N, d]
   */
  NDArray forward(Scope scope, NDArray sampled, NDArray content);
}
