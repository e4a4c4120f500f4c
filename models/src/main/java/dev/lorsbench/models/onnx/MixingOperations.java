package dev.lorsbench.models.onnx;

import java.util.List;
import java.util.Map;

/** AdaMixer's adaptive mixing and that of LORS. */
final class MixingOperations {
  private MixingOperations() {}

  static Map<String, Operation> all() {
    return Map.of(
        "adaptive_mixing", Operation.of(MixingOperations::adaptive),
        "lors_mixing", Operation.of(MixingOperations::lors));
  }

  /**
   * M [BN, G, C, C] and S [BN, G, O, P] of each query and group.
   *
   * @param o O
   */
  private record Kernels(Value channel, Value spatial, long o) {
    /** Argument 2 begins with the generator's weight and bias. */
    static Kernels of(Graph g, Arguments a) {
      List<Value> w = a.tensors(2);
      long groups = a.size(0, 2);
      long p = a.size(0, 3);
      long c = a.size(0, 4);
      long each = a.size(2, 1, 0) / groups;
      Value both = Layers.linear(g, a.tensor(1), w.get(0), w.get(1));
      both = g.reshape(both, -1, groups, each);
      long o = (each - c * c) / p;
      return new Kernels(
          g.reshape(g.slice(both, 2, 0, c * c), -1, groups, c, c),
          g.reshape(g.slice(both, 2, c * c, each), -1, groups, o, p),
          o);
    }

    /** x <- relu(LN(x M)), x <- relu(LN(S x)): [B, N, G, P, C] to [B, N, G O C]. */
    Value mixed(Graph g, Arguments a) {
      long groups = a.size(0, 2);
      long p = a.size(0, 3);
      long c = a.size(0, 4);
      Value x = g.matmul(g.reshape(a.tensor(0), -1, groups, p, c), channel);
      x = g.op("Relu", Layers.plainNorm(g, x, p, c));
      x = g.op("Relu", Layers.plainNorm(g, g.matmul(spatial, x), o, c));
      return g.reshape(x, -1, a.size(0, 1), groups * o * c);
    }
  }

  private static Value adaptive(Graph g, Arguments a) {
    List<Value> w = a.tensors(2);
    Value out = Kernels.of(g, a).mixed(g, a);
    return g.plus(a.tensor(1), Layers.linear(g, out, w.get(2), w.get(3)));
  }

  private static Value lors(Graph g, Arguments a) {
    List<Value> w = a.tensors(2);
    Value out = own(g, a).mixed(g, a);
    Value update = g.plus(Layers.linear(g, out, w.get(8)), w.get(11));
    if (a.size(2, 9, 0) > 0) {
      update = g.plus(update, Layers.linear(g, Layers.linear(g, out, w.get(9)), w.get(10)));
    }
    return Layers.norm(g, g.plus(a.tensor(1), update), w.get(12), w.get(13));
  }

  /** Shared kernels plus the stage's own, if it has any. */
  private static Kernels own(Graph g, Arguments a) {
    List<Value> w = a.tensors(2);
    Kernels shared = Kernels.of(g, a);
    if (a.size(2, 2, 0) == 0) {
      return shared;
    }
    long k = a.size(2, 4, 2);
    Value e = Layers.linear(g, a.tensor(1), w.get(2), w.get(3));
    e = g.reshape(e, -1, 2, a.size(2, 4, 0), k, k);
    return new Kernels(
        plusLowRank(g, a, shared.channel, 4, g.pick(e, 1, 0)),
        plusLowRank(g, a, shared.spatial, 6, g.pick(e, 1, 1)),
        shared.o);
  }

  /**
   * shared + sum over K of A E B, the sum within one product with A's columns side by side.
   *
   * @param at where A [G K, rows, k] stands among the weights, B [G K, k, columns] behind it
   * @param e [BN, G K, k, k]
   */
  private static Value plusLowRank(Graph g, Arguments a, Value shared, int at, Value e) {
    long groups = a.size(0, 2);
    long rows = a.size(2, at, 1);
    long k = a.size(2, at, 2);
    long stacked = a.size(2, at, 0) / groups * k;
    Value eb = g.matmul(e, a.tensors(2).get(at + 1));
    eb = g.reshape(eb, -1, groups, stacked, a.size(2, at + 1, 2));
    Value columns = g.reshape(a.tensors(2).get(at), groups, -1, rows, k);
    columns = g.reshape(g.transpose(columns, 0, 2, 1, 3), groups, rows, stacked);
    return g.plus(shared, g.matmul(columns, eb));
  }
}
