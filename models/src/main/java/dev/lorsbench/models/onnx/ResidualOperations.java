package dev.lorsbench.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Residual networks and the neck. Batch norms on stored statistics stay nodes of their own behind
 * their convolutions, so that the file keeps the released tensors; runtimes fold them on loading.
 */
final class ResidualOperations {
  /** Tensors of a convolution and its batch norm: kernel, weight, bias, mean, variance. */
  private static final int CONV_NORM = 5;

  private static final double EPSILON = 1e-5;

  private ResidualOperations() {}

  static Map<String, Operation> all() {
    return Map.of(
        "stem", Operation.of(ResidualOperations::stem),
        "basic_block", Operation.of((g, a) -> block(g, a, 2, 0)),
        "bottleneck", Operation.of((g, a) -> block(g, a, 3, 1)),
        "neck", ResidualOperations::neck);
  }

  private static Value stem(Graph g, Arguments a) {
    Value x = g.op("Relu", convolve(g, a, 0, a.tensor(0), a.size(0, 1), 2));
    return g.op(
        "MaxPool",
        List.of(
            Attributes.wholes("kernel_shape", 3, 3),
            Attributes.wholes("strides", 2, 2),
            Attributes.wholes("pads", 1, 1, 1, 1)),
        x);
  }

  /**
   * Convolutions, of which one has the stride, and a shortcut, projected where weights are left.
   */
  private static Value block(Graph g, Arguments a, int convolutions, int strided) {
    Value y = a.tensor(0);
    long channels = a.size(0, 1);
    int stride = a.whole(2);
    for (int i = 0; i < convolutions; i++) {
      y = i > 0 ? g.op("Relu", y) : y;
      y = convolve(g, a, i, y, channels, i == strided ? stride : 1);
      channels = a.size(1, CONV_NORM * i, 0);
    }
    boolean projected = a.count(1) > CONV_NORM * convolutions;
    Value x =
        projected ? convolve(g, a, convolutions, a.tensor(0), a.size(0, 1), stride) : a.tensor(0);
    return g.op("Relu", g.plus(y, x));
  }

  /** Convolution {@code index} of argument 1 and its norm, for x of so many channels. */
  private static Value convolve(
      Graph g, Arguments a, int index, Value x, long channels, int stride) {
    int first = CONV_NORM * index;
    List<Value> weights = a.tensors(1);
    long pad = a.size(1, first, 2) / 2;
    Value y =
        g.op(
            "Conv",
            List.of(
                Attributes.wholes("strides", stride, stride),
                Attributes.wholes("pads", pad, pad, pad, pad),
                Attributes.whole("group", channels / a.size(1, first, 1))),
            x,
            weights.get(first));
    return g.op(
        "BatchNormalization",
        List.of(Attributes.fraction("epsilon", EPSILON)),
        y,
        weights.get(first + 1),
        weights.get(first + 2),
        weights.get(first + 3),
        weights.get(first + 4));
  }

  private static List<Value> neck(Graph g, Arguments a) {
    List<Value> levels = a.tensors(0);
    List<Value> weights = a.tensors(1);
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Value x = g.op("Conv", levels.get(i), weights.get(2 * i), weights.get(2 * i + 1));
      int last = weights.size() - 1;
      out.add(groupNorm(g, x, a.whole(2), weights.get(last - 1), weights.get(last)));
    }
    return out;
  }

  /** Each group is normalised as one channel; scale and shift are those of the channels. */
  private static Value groupNorm(Graph g, Value x, int groups, Value weight, Value bias) {
    Value normal =
        g.op(
            "InstanceNormalization",
            List.of(Attributes.fraction("epsilon", EPSILON)),
            g.reshape(x, 0, groups, -1),
            g.filled(1, groups),
            g.filled(0, groups));
    Value back = g.reshape(normal, g.shape(x, 0, 4));
    return g.plus(g.times(back, g.reshape(weight, -1, 1, 1)), g.reshape(bias, -1, 1, 1));
  }
}
