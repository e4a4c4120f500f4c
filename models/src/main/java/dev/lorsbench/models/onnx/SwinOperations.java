package dev.lorsbench.models.onnx;

import java.util.List;
import java.util.Map;

/** Swin transformers; maps are [B, H, W, C]. */
final class SwinOperations {
  private SwinOperations() {}

  static Map<String, Operation> all() {
    return Map.of(
        "patch_embedding", Operation.of(SwinOperations::embedding),
        "patch_merging", Operation.of(SwinOperations::merging),
        "swin_block", Operation.of(SwinOperations::block),
        "swin_level", Operation.of(SwinOperations::level));
  }

  private static Value embedding(Graph g, Arguments a) {
    List<Value> weights = a.tensors(1);
    long size = a.size(1, 0, 2);
    Value x = Windows.padded(g, a.tensor(0), 2, size);
    x =
        g.op(
            "Conv",
            List.of(Attributes.wholes("strides", size, size)),
            x,
            weights.get(0),
            weights.get(1));
    return Layers.norm(g, g.transpose(x, 0, 2, 3, 1), weights.get(2), weights.get(3));
  }

  private static Value merging(Graph g, Arguments a) {
    List<Value> weights = a.tensors(1);
    long c = a.size(0, 3);
    Value x = Windows.padded(g, a.tensor(0), 1, 2);
    Value half = g.over(g.shape(x, 1, 3), g.whole(2));
    x = g.transpose(Windows.cells(g, x, half, 2, c), 0, 1, 3, 5, 2, 4);
    x = g.reshape(x, g.concat(0, g.wholes(0), half, g.wholes(4 * c)));
    return Layers.linear(g, Layers.norm(g, x, weights.get(0), weights.get(1)), weights.get(2));
  }

  private static Value block(Graph g, Arguments a) {
    if (((double[]) a.call().arguments().get(4)).length > 0) {
      throw new IllegalStateException("a graph drops no paths at random");
    }
    List<Value> w = a.tensors(5);
    Windows windows = new Windows(a.whole(1), a.whole(2), a.whole(3), a.size(0, 3));
    Value y = Layers.norm(g, a.tensor(0), w.get(0), w.get(1));
    Value x = g.plus(a.tensor(0), windows.attention(g, y, w.subList(2, 7)));
    y = Layers.linear(g, Layers.norm(g, x, w.get(7), w.get(8)), w.get(9), w.get(10));
    return g.plus(x, Layers.linear(g, Layers.gelu(g, y), w.get(11), w.get(12)));
  }

  private static Value level(Graph g, Arguments a) {
    List<Value> weights = a.tensors(1);
    return g.transpose(Layers.norm(g, a.tensor(0), weights.get(0), weights.get(1)), 0, 3, 1, 2);
  }
}
