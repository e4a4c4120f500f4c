package dev.lorsbench.models.onnx;

import java.util.List;
import java.util.Map;

/** Adaptive sampling, level by level. */
final class SamplingOperations {
  private SamplingOperations() {}

  static Map<String, Operation> all() {
    return Map.of("sampling_of_levels", Operation.of(SamplingOperations::levels));
  }

  private static Value levels(Graph g, Arguments a) {
    List<Value> levels = a.tensors(0);
    long[] strides = a.wholes(1);
    long n = a.size(2, 1);
    int groups = a.whole(4);
    long points = a.size(6, 0) / (3L * groups);
    long c = a.size(2, 2) / groups;
    Value offset = Layers.linear(g, a.tensor(2), a.tensor(5), a.tensor(6));
    offset = g.reshape(offset, 0, 0, groups * points, 3);
    Value at = g.reshape(places(g, a.tensor(3), offset), 0, n, groups, points, 2);
    at = g.reshape(g.transpose(at, 0, 2, 1, 3, 4), -1, 1, n * points, 2);
    Value shares = shares(g, a.tensor(3), offset, strides);
    shares = g.reshape(shares, 0, n, groups, points, strides.length);
    shares = g.transpose(shares, 4, 0, 2, 1, 3);
    Value total = null;
    for (int i = 0; i < strides.length; i++) {
      Value share = g.reshape(g.pick(shares, 0, i), -1, 1, 1, n * points);
      Value one = g.times(sampled(g, levels.get(i), at, strides[i], c), share);
      total = total == null ? one : g.plus(total, one);
    }
    return g.transpose(g.reshape(total, -1, groups, c, n, points), 0, 3, 1, 4, 2);
  }

  /** The points in pixels, [B, N, G P, 2]. */
  private static Value places(Graph g, Value xyzr, Value offset) {
    Value size = g.unsqueeze(Boxes.size(g, xyzr), 2);
    Value centre = g.unsqueeze(Boxes.columns(g, xyzr, 0, 2), 2);
    return g.plus(centre, g.times(Boxes.columns(g, offset, 0, 2), size));
  }

  /** softmax(-(z_point - log2 stride)^2 / 2) over the levels, [B, N, G P, L]. */
  private static Value shares(Graph g, Value xyzr, Value offset, long[] strides) {
    float[] octaves = new float[strides.length];
    for (int i = 0; i < octaves.length; i++) {
      octaves[i] = (float) (Math.log(strides[i]) / Math.log(2));
    }
    Value z = g.unsqueeze(Boxes.columns(g, xyzr, 2, 3), 2);
    z = g.plus(z, Boxes.columns(g, offset, 2, 3));
    Value apart = g.minus(z, g.numbers(octaves, octaves.length));
    return g.softmax(g.times(g.times(apart, apart), -0.5));
  }

  /** One level at points in pixels [B G, 1, N P, 2], bilinearly, zero outside: [B G, C, 1, N P]. */
  private static Value sampled(Graph g, Value level, Value at, long stride, long c) {
    Value h = g.floating(g.shape(level, 2, 3));
    Value w = g.floating(g.shape(level, 3, 4));
    Value pixels = g.times(g.concat(0, w, h), stride);
    Value grid = g.plus(g.times(at, g.over(g.number(2), pixels)), -1);
    return g.op(
        "GridSample",
        List.of(
            Attributes.text("mode", "bilinear"),
            Attributes.text("padding_mode", "zeros"),
            Attributes.whole("align_corners", 0)),
        g.reshape(level, -1, c, 0, 0),
        grid);
  }
}
