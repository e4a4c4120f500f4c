package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.List;

/**
 * LORSA (section 3.2) for kernels that a stack's layers generate from their content: M_l =
 * M_shared(c) + sum over K of A_l E_l(c) B_l. The shared generator is the same in every layer.
 *
 * @param shared weight [G rows columns, d] and bias of the shared generator
 * @param core weight [G K k k, d] and bias of the layer's own generator of E
 * @param a A [G K, rows, k]
 * @param b B [G K, k, columns]
 * @param groups G
 */
public record LorsaKernels(
    List<NDArray> shared, List<NDArray> core, NDArray a, NDArray b, int groups) {
  /**
   * The geometry of one kind of kernel.
   *
   * @param content d
   * @param groups G
   * @param products K
   * @param rank k
   */
  public record Geometry(int content, int groups, int rows, int columns, int products, int rank) {
    private long outputs() {
      return (long) groups * rows * columns;
    }

    private long cores() {
      return (long) groups * products * rank * rank;
    }
  }

  /** The generator that all layers share: weight and bias. */
  public static List<NDArray> shared(Namespace names, String name, Geometry g) {
    return names.linear(
        name, Initialiser.zeros(), Initialiser.linear(g.content), g.content, g.outputs());
  }

  /** One layer: its own A, B and generator of E beside the shared generator. */
  public static LorsaKernels layer(Namespace own, List<NDArray> shared, Geometry g) {
    long products = (long) g.groups * g.products;
    Initialiser left = Initialiser.kaimingUniform((long) g.rows * g.rank);
    Initialiser right = Initialiser.kaimingUniform((long) g.columns * g.rank);
    return new LorsaKernels(
        shared,
        own.linear("core", Initialiser.zeros(), Initialiser.zeros(), g.content, g.cores()),
        own.parameter("A", left, products, g.rows, g.rank),
        own.parameter("B", right, products, g.rank, g.columns),
        g.groups);
  }

  /** Content [N, d] to kernels [N, G, rows, columns]. */
  public NDArray forward(Scope scope, NDArray content) {
    return scope.tensor(
        "lorsa_kernels",
        content,
        shared.get(0),
        shared.get(1),
        core.get(0),
        core.get(1),
        a,
        b,
        groups);
  }
}
