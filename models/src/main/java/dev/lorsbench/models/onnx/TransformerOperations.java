package dev.lorsbench.models.onnx;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Vision transformers, and linear layers with shared and low-rank parts. */
final class TransformerOperations {
  private static final double EPSILON = 1e-6;

  private TransformerOperations() {}

  static Map<String, Operation> all(Inputs inputs) {
    return Map.of(
        "tokens", Operation.of((g, a) -> tokens(g, a, inputs.count(g))),
        "token_norm",
            Operation.of((g, a) -> Layers.norm(g, a.tensor(0), a.tensor(1), a.tensor(2), EPSILON)),
        "linear", Operation.of((g, a) -> Layers.linear(g, a.tensor(0), a.tensor(1), a.tensor(2))),
        "lorst_linear", Operation.of(TransformerOperations::lorst),
        "multi_head", Operation.of(TransformerOperations::attention),
        "gelu", Operation.of((g, a) -> Layers.gelu(g, a.tensor(0))),
        "plus", Operation.of((g, a) -> g.plus(a.tensor(0), a.tensor(1))),
        "class_token", Operation.of((g, a) -> g.pick(a.tensor(0), 1, 0)));
  }

  private static Value tokens(Graph g, Arguments a, Value images) {
    long edge = a.size(3, 2);
    long d = a.size(3, 0);
    Value patches =
        g.op(
            "Conv",
            List.of(Attributes.wholes("strides", edge, edge)),
            a.tensor(0),
            a.tensor(3),
            a.tensor(4));
    patches = g.transpose(g.reshape(patches, 0, d, -1), 0, 2, 1);
    Value cls = g.op("Expand", a.tensor(1), g.concat(0, images, g.wholes(1, d)));
    return g.plus(g.concat(1, cls, patches), a.tensor(2));
  }

  private static Value lorst(Graph g, Arguments a) {
    Value x = a.tensor(0);
    Value own = Layers.linear(g, Layers.linear(g, x, a.tensor(3)), a.tensor(4));
    return g.plus(Layers.linear(g, x, a.tensor(1), a.tensor(2)), own);
  }

  private static Value attention(Graph g, Arguments a) {
    int heads = a.whole(1);
    long c = a.size(0, 2) / (3L * heads);
    return Layers.attention(g, a.tensor(0), a.size(0, 1), heads, c, UnaryOperator.identity());
  }
}
