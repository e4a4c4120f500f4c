package dev.lorsbench.models.onnx;

/** Boxes: xyzr (centre, z = log2 sqrt(w h), r = log2(h / w)) and xyxy (corners), in pixels. */
final class Boxes {
  private Boxes() {}

  /** Columns from (with) to (without) of the last axis. */
  static Value columns(Graph g, Value box, long from, long to) {
    return g.slice(box, -1, from, to);
  }

  /** (w, h) = (2^(z - r/2), 2^(z + r/2)), [..., 2]. */
  static Value size(Graph g, Value xyzr) {
    Value z = columns(g, xyzr, 2, 3);
    Value half = g.times(columns(g, xyzr, 3, 4), 0.5);
    return exp2(g, g.concat(-1, g.minus(z, half), g.plus(z, half)));
  }

  static Value exp2(Graph g, Value x) {
    return g.op("Pow", g.number(2), x);
  }

  static Value log2(Graph g, Value x) {
    return g.over(g.op("Log", x), g.number(Math.log(2)));
  }

  /** xyzr [..., 4] as xyxy. */
  static Value corners(Graph g, Value xyzr) {
    Value half = g.times(size(g, xyzr), 0.5);
    Value xy = columns(g, xyzr, 0, 2);
    return g.concat(-1, g.minus(xy, half), g.plus(xy, half));
  }

  /** xyzr moved by delta, whose xy is in units of 2^z. */
  static Value refined(Graph g, Value xyzr, Value delta) {
    Value step = g.times(columns(g, delta, 0, 2), exp2(g, columns(g, xyzr, 2, 3)));
    Value xy = g.plus(columns(g, xyzr, 0, 2), step);
    return g.concat(-1, xy, g.plus(columns(g, xyzr, 2, 4), columns(g, delta, 2, 4)));
  }

  /** Areas of xyxy, [..., 4] to [...]. */
  static Value area(Graph g, Value xyxy) {
    return product(g, g.minus(columns(g, xyxy, 2, 4), columns(g, xyxy, 0, 2)));
  }

  /** Areas of a ∩ b, xyxy that broadcast, to [...]. */
  static Value intersection(Graph g, Value a, Value b) {
    Value low = g.op("Max", columns(g, a, 0, 2), columns(g, b, 0, 2));
    Value high = g.op("Min", columns(g, a, 2, 4), columns(g, b, 2, 4));
    return product(g, g.op("Relu", g.minus(high, low)));
  }

  private static Value product(Graph g, Value pair) {
    return g.times(g.pick(pair, -1, 0), g.pick(pair, -1, 1));
  }

  /** Sine and cosine of each coordinate at n / 2 frequencies, [B, N, 4] to [B, N, 4n]. */
  static Value embedding(Graph g, Value xyzr, int n) {
    float[] unit = new float[4 * (n / 2)];
    for (int i = 0; i < unit.length; i++) {
      double pixels = i < unit.length / 2 ? 1000 : 1;
      unit[i] = (float) (pixels * Math.pow(10_000, 2.0 * (i % (n / 2)) / n));
    }
    Value angle = g.over(g.unsqueeze(xyzr, 3), g.numbers(unit, 4, n / 2));
    Value sine = g.unsqueeze(g.op("Sin", angle), 4);
    Value cosine = g.unsqueeze(g.op("Cos", angle), 4);
    return g.reshape(g.concat(4, sine, cosine), 0, 0, 4L * n);
  }
}
