package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;

/** y = W x + b, whatever W is made of. */
public sealed interface Linear permits PlainLinear, LorstLinear {
  /** [..., in] to [..., out]. */
  NDArray forward(Scope scope, NDArray x);

  /** W [out, in] as one tensor; where it has parts they are summed, owned by {@code scope}. */
  NDArray merged(Scope scope);

  /** b [out]. */
  NDArray bias();
}
