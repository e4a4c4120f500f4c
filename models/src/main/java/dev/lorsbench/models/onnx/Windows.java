package dev.lorsbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/**
 * Attention within the windows of a map [B, H, W, C], whose H and W are open.
 *
 * @param side s, cells of a window
 * @param shift by how many cells the windows are shifted; 0 for none
 * @param channels C
 */
record Windows(int heads, int side, int shift, long channels) {
  private static final double APART = -100;

  /** Zeros behind H and W, axes first and first + 1, up to a multiple. */
  static Value padded(Graph g, Value x, int first, long multiple) {
    Value m = g.whole(multiple);
    Value beyond = g.op("Mod", g.shape(x, first, first + 2), m);
    Value missing = g.op("Mod", g.minus(m, beyond), m);
    Value before = g.wholes(new long[4 + first]);
    Value pads =
        first == 2 ? g.concat(0, before, missing) : g.concat(0, before, missing, g.wholes(0));
    return g.op("Pad", x, pads);
  }

  /** [B, H, W, C] as [B, H / s, s, W / s, s, C]; {@code count} is H / s and W / s. */
  static Value cells(Graph g, Value x, Value count, long s, long c) {
    Value down = g.slice(count, 0, 0, 1);
    Value across = g.slice(count, 0, 1, 2);
    return g.reshape(x, g.concat(0, g.wholes(0), down, g.wholes(s), across, g.wholes(s, c)));
  }

  /**
   * [B, H, W, C] to the same.
   *
   * @param weights biases by displacement, qkv and proj with their biases
   */
  Value attention(Graph g, Value map, List<Value> weights) {
    Value x = rolled(g, padded(g, map, 1, side), shift);
    Value count = g.over(g.shape(x, 1, 3), g.whole(side));
    Value qkv = Layers.linear(g, split(g, x, count, channels), weights.get(1), weights.get(2));
    Value bias = relativeBias(g, weights.get(0));
    Value mixed =
        Layers.attention(
            g,
            qkv,
            square(),
            heads,
            channels / heads,
            logits -> masked(g, g.plus(logits, bias), count));
    Value out = joined(g, Layers.linear(g, mixed, weights.get(3), weights.get(4)), count);
    return g.op(
        "Slice", rolled(g, out, -shift), g.wholes(0, 0), g.shape(map, 1, 3), g.wholes(1, 2));
  }

  private long square() {
    return (long) side * side;
  }

  /** [B, H, W, c] as windows [B nW, s s, c]. */
  private Value split(Graph g, Value x, Value count, long c) {
    Value cells = g.transpose(cells(g, x, count, side, c), 0, 1, 3, 2, 4, 5);
    return g.reshape(cells, -1, square(), c);
  }

  private Value joined(Graph g, Value rows, Value count) {
    Value shape = g.concat(0, g.wholes(-1), count, g.wholes(side, side, channels));
    Value cells = g.transpose(g.reshape(rows, shape), 0, 1, 3, 2, 4, 5);
    Value size = g.times(count, g.whole(side));
    return g.reshape(cells, g.concat(0, g.wholes(0), size, g.wholes(channels)));
  }

  /** Moves cells up and to the left, around the edges; down and to the right where negative. */
  private static Value rolled(Graph g, Value x, int by) {
    if (by == 0) {
      return x;
    }
    Value down = g.concat(1, g.slice(x, 1, by, Graph.END), g.slice(x, 1, 0, by));
    return g.concat(2, g.slice(down, 2, by, Graph.END), g.slice(down, 2, 0, by));
  }

  /** From [(2s - 1)^2, heads] to [heads, s s, s s]. */
  private Value relativeBias(Graph g, Value table) {
    int n = Math.toIntExact(square());
    long[] index = new long[n * n];
    for (int i = 0; i < index.length; i++) {
      int from = i / n;
      int to = i % n;
      int down = from / side - to / side + side - 1;
      index[i] = (long) down * (2L * side - 1) + from % side - to % side + side - 1;
    }
    Value rows = g.reshape(g.op("Gather", table, g.wholes(index)), n, n, heads);
    return g.transpose(rows, 2, 0, 1);
  }

  /** Parts cells that only the rolling brought together. */
  private Value masked(Graph g, Value logits, Value count) {
    if (shift == 0) {
      return logits;
    }
    Value ids = g.plus(g.times(region(g, count, 0), g.whole(3)), region(g, count, 1));
    ids = g.reshape(split(g, g.unsqueeze(g.unsqueeze(ids, 0), 3), count, 1), -1, square());
    Value same = g.op("Equal", g.unsqueeze(ids, 1), g.unsqueeze(ids, 2));
    Value mask = g.op("Where", same, g.number(0), g.number(APART));
    Value windows = g.times(g.slice(count, 0, 0, 1), g.slice(count, 0, 1, 2));
    Value shape = g.concat(0, g.wholes(-1), windows, g.wholes(heads, square(), square()));
    Value apart = g.plus(g.reshape(logits, shape), g.unsqueeze(mask, 1));
    return g.reshape(apart, -1, heads, square(), square());
  }

  /** 0, 1, 2 along H [H, 1] or W [1, W]: cells of different regions are no neighbours. */
  private Value region(Graph g, Value count, int axis) {
    Value length = g.times(g.pick(count, 0, axis), g.whole(side));
    Value at = g.op("Range", g.whole(0), length, g.whole(1));
    Value last = whole(g, g.op("GreaterOrEqual", at, g.minus(length, g.whole(side))));
    Value moved = whole(g, g.op("GreaterOrEqual", at, g.minus(length, g.whole(shift))));
    return g.unsqueeze(g.plus(last, moved), 1 - axis);
  }

  private static Value whole(Graph g, Value truth) {
    return g.op("Cast", List.of(Attributes.whole("to", DataType.INT64.getNumber())), truth);
  }
}
