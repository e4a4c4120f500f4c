package dev.lorsbench.models.onnx;

import java.util.List;
import java.util.Map;

/** Queries: where they begin, their attention, FFN and heads, and the detections they end as. */
final class QueryOperations {
  private final Inputs inputs;

  private QueryOperations(Inputs inputs) {
    this.inputs = inputs;
  }

  static Map<String, Operation> all(Inputs inputs) {
    QueryOperations own = new QueryOperations(inputs);
    return Map.of(
        "initial_queries", Operation.of(own::contents),
        "whole_image", Operation.of(own::wholeImage),
        "detached", Operation.of((g, a) -> a.tensor(0)),
        "self_attention", Operation.of(QueryOperations::attention),
        "layer_norm", Operation.of((g, a) -> Layers.norm(g, a.tensor(0), a.tensor(1), a.tensor(2))),
        "ffn", Operation.of(QueryOperations::feedForward),
        "heads", QueryOperations::heads,
        "detections", QueryOperations::detections);
  }

  private Value contents(Graph g, Arguments a) {
    long d = a.size(0, 1);
    Value normal = Layers.plainNorm(g, a.tensor(0), d);
    Value shape = g.concat(0, inputs.count(g), g.wholes(a.size(0, 0), d));
    return g.op("Expand", normal, shape);
  }

  private Value wholeImage(Graph g, Arguments a) {
    Value hw = g.unsqueeze(g.floating(inputs.sizes()), 1);
    Value wh = g.concat(-1, Boxes.columns(g, hw, 1, 2), Boxes.columns(g, hw, 0, 1));
    Value xy = g.times(Boxes.columns(g, a.tensor(0), 0, 2), wh);
    Value size = g.times(Boxes.columns(g, a.tensor(0), 2, 4), wh);
    Value w = Boxes.columns(g, size, 0, 1);
    Value h = Boxes.columns(g, size, 1, 2);
    Value z = Boxes.log2(g, g.op("Sqrt", g.times(w, h)));
    return g.concat(-1, xy, z, Boxes.log2(g, g.over(h, w)));
  }

  /** Biased by log(intersection over foreground) * tau; then LayerNorm. */
  private static Value attention(Graph g, Arguments a) {
    List<Value> w = a.tensors(3);
    int heads = a.whole(2);
    long n = a.size(0, 1);
    long d = a.size(0, 2);
    Value box = Boxes.corners(g, a.tensor(1));
    Value overlap = Boxes.intersection(g, g.unsqueeze(box, 2), g.unsqueeze(box, 1));
    Value area = g.unsqueeze(g.op("Max", Boxes.area(g, box), g.number(1e-6)), 2);
    Value iof = g.op("Log", g.plus(g.over(overlap, area), 1e-7));
    Value bias = g.times(g.unsqueeze(iof, 1), g.reshape(w.get(6), 1, -1, 1, 1));
    Value x = g.plus(a.tensor(0), Boxes.embedding(g, a.tensor(1), Math.toIntExact(d / 4)));
    Value qkv = Layers.linear(g, x, w.get(0), w.get(1));
    Value mixed = Layers.attention(g, qkv, n, heads, d / heads, logits -> g.plus(logits, bias));
    Value out = g.plus(x, Layers.linear(g, mixed, w.get(2), w.get(3)));
    return Layers.norm(g, out, w.get(4), w.get(5));
  }

  private static Value feedForward(Graph g, Arguments a) {
    List<Value> w = a.tensors(1);
    Value hidden = g.op("Relu", Layers.linear(g, a.tensor(0), w.get(0), w.get(1)));
    Value out = g.plus(a.tensor(0), Layers.linear(g, hidden, w.get(2), w.get(3)));
    return Layers.norm(g, out, w.get(4), w.get(5));
  }

  private static List<Value> heads(Graph g, Arguments a) {
    Value scores = branch(g, a.tensor(0), a.tensors(2));
    Value xyzr = Boxes.refined(g, a.tensor(1), branch(g, a.tensor(0), a.tensors(3)));
    return List.of(scores, xyzr, Boxes.corners(g, xyzr));
  }

  private static Value branch(Graph g, Value content, List<Value> w) {
    Value hidden = Layers.linear(g, content, w.get(0), w.get(1));
    hidden = g.op("Relu", Layers.norm(g, hidden, w.get(2), w.get(3)));
    return Layers.linear(g, hidden, w.get(4), w.get(5));
  }

  /** Boxes [B, n, 4], scores [B, n] and labels [B, n] where the recorded call joins them in one. */
  private static List<Value> detections(Graph g, Arguments a) {
    long pairs = a.size(0, 1) * a.size(0, 2);
    Value classes = g.whole(a.size(0, 2));
    Value scores = g.op("Sigmoid", g.reshape(a.tensor(0), 0, pairs));
    List<Value> best = g.pair("TopK", List.of(), scores, g.wholes(Math.min(a.whole(2), pairs)));
    Value query = g.unsqueeze(g.over(best.get(1), classes), 2);
    Value boxes = g.op("GatherND", List.of(Attributes.whole("batch_dims", 1)), a.tensor(1), query);
    return List.of(boxes, best.get(0), g.op("Mod", best.get(1), classes));
  }
}
