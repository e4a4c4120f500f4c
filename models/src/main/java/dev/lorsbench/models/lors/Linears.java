package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.List;

/** Makes the linear layers of a stack's blocks: plain ones, or a {@link LowRankStack}'s. */
@FunctionalInterface
public interface Linears {
  /** Every block has weights of its own. */
  Linears PLAIN =
      (block, name, weight, in, out) -> {
        List<NDArray> made = block.linear(name, weight, Initialiser.zeros(), in, out);
        return new PlainLinear(made.get(0), made.get(1));
      };

  /**
   * One layer of one block.
   *
   * @param block the block's own names
   * @param name of the layer within its block, the same in every block
   * @param weight how a full-size weight begins; biases begin as zeros
   */
  Linear make(Namespace block, String name, Initialiser weight, long in, long out);
}
