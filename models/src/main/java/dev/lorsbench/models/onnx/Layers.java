package dev.lorsbench.models.onnx;

import java.util.List;
import java.util.function.UnaryOperator;

/** Layers that several operations have. */
final class Layers {
  private static final double EPSILON = 1e-5;

  private Layers() {}

  /** W x + b: [..., in] to [..., out], W [out, in]. */
  static Value linear(Graph g, Value x, Value weight, Value bias) {
    return g.plus(linear(g, x, weight), bias);
  }

  /** W x. */
  static Value linear(Graph g, Value x, Value weight) {
    return g.matmul(x, g.transposed(weight));
  }

  /** LayerNorm over the last axis. */
  static Value norm(Graph g, Value x, Value weight, Value bias) {
    return norm(g, x, weight, bias, EPSILON);
  }

  static Value norm(Graph g, Value x, Value weight, Value bias, double epsilon) {
    return g.op(
        "LayerNormalization",
        List.of(Attributes.whole("axis", -1), Attributes.fraction("epsilon", epsilon)),
        x,
        weight,
        bias);
  }

  /** LayerNorm without scale and shift over the last axes, whose sizes are given. */
  static Value plainNorm(Graph g, Value x, long... sizes) {
    return g.op(
        "LayerNormalization",
        List.of(Attributes.whole("axis", -sizes.length), Attributes.fraction("epsilon", EPSILON)),
        x,
        g.filled(1, sizes));
  }

  /** GELU by the error function. */
  static Value gelu(Graph g, Value x) {
    Value erf = g.op("Erf", g.over(x, g.number(Math.sqrt(2))));
    return g.times(g.times(x, g.plus(erf, 1)), 0.5);
  }

  /**
   * softmax(q k' / sqrt(c)) v in each head.
   *
   * @param qkv [..., n, 3 heads c]
   * @param biased from the logits [., heads, n, n] to those that the softmax takes
   * @return [., n, heads c]
   */
  static Value attention(
      Graph g, Value qkv, long n, int heads, long c, UnaryOperator<Value> biased) {
    Value parts = g.transpose(g.reshape(qkv, -1, n, 3, heads, c), 2, 0, 3, 1, 4);
    Value q = g.times(g.pick(parts, 0, 0), Math.pow(c, -0.5));
    Value k = g.transpose(g.pick(parts, 0, 1), 0, 1, 3, 2);
    Value weight = g.softmax(biased.apply(g.matmul(q, k)));
    Value mixed = g.matmul(weight, g.pick(parts, 0, 2));
    return g.reshape(g.transpose(mixed, 0, 2, 1, 3), -1, n, heads * c);
  }
}
