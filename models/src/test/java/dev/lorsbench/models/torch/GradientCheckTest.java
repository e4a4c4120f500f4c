package dev.lorsbench.models.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation's gradients against central differences, both in double precision. B 2, N 3, G 2,
 * C 2, d 4, P 3, O 2; attention needs d 8.
 */
class GradientCheckTest {
  private static final double STEP = 1e-6;
  private static final int ELEMENTS = 6;

  /** A tensor argument; those not checked take no gradient by design. */
  private record In(double[] values, long[] shape, boolean checked) {}

  private record Whole(long[] values, long[] shape) {}

  private record Case(String operation, List<Object> arguments) {
    @Override
    public String toString() {
      return operation;
    }
  }

  private static final Random RANDOM = new Random(5);

  private static In any(long... shape) {
    return drawn(0, 0.7, shape);
  }

  private static In drawn(double centre, double spread, long... shape) {
    int size = (int) LongStream.of(shape).reduce(1, Math::multiplyExact);
    double[] values = new double[size];
    Arrays.setAll(values, i -> centre + spread * (2 * RANDOM.nextDouble() - 1));
    return new In(values, shape, true);
  }

  private static In given(double[] values, long... shape) {
    return new In(values, shape, true);
  }

  private static In fixed(In in) {
    return new In(in.values, in.shape, false);
  }

  private static In boxes() {
    return given(
        new double[] {
          10.3, 8.1, 3.2, 0.1, 14.7, 20.2, 3.9, -0.3, 6.4, 25.5, 2.8, 0.2, //
          20.6, 12.3, 3.5, 0.4, 9.8, 9.1, 4.1, -0.2, 17.2, 18.4, 3.0, 0.3
        },
        2,
        3,
        4);
  }

  private static In corners(double moved) {
    double[] values = {
      1, 2, 9, 11, 4, 3, 20, 14, 8, 9, 18, 30, 2, 2, 30, 28, 5, 6, 12, 13, 9, 1, 25, 9
    };
    Arrays.setAll(values, i -> values[i] + moved * (i % 5));
    return given(values, 2, 3, 4);
  }

  private static List<In> normed(long out, long in, long size) {
    In mean = fixed(any(out));
    In variance = fixed(drawn(1.5, 0.4, out));
    return List.of(any(out, in, size, size), drawn(1, 0.3, out), any(out), mean, variance);
  }

  private static List<In> joined(List<List<In>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private static List<In> branch(long out) {
    return List.of(any(4, 4), any(4), any(4), any(4), any(out, 4), any(out));
  }

  static Stream<Case> cases() {
    In content = any(2, 3, 4);
    List<In> levels = List.of(any(2, 4, 8, 7), any(2, 4, 4, 4));
    long[] strides = {4, 8};
    In offsets = drawn(0, 0.1, 18, 4);
    In bias = drawn(0, 0.45, 18);
    List<In> attention = List.of(any(24, 8), any(24), any(8, 8), any(8), any(8), any(8), any(2));
    List<In> full = List.of(any(2 * (4 + 6), 4), any(20), any(4, 8), any(4));
    List<In> low =
        List.of(
            any(20, 4),
            any(20),
            any(32, 4),
            any(32),
            any(4, 2, 2),
            any(4, 2, 2),
            any(4, 2, 2),
            any(4, 2, 3),
            any(4, 8),
            any(1, 8),
            any(4, 1),
            any(4),
            any(4),
            any(4));
    In sampled = any(2, 3, 2, 3, 2);
    return Stream.of(
        new Case("decode_box", List.of(boxes())),
        new Case("refine_xyzr", List.of(boxes(), any(2, 3, 4))),
        new Case("giou", List.of(corners(0), fixed(corners(0.7)))),
        new Case("initial_queries", List.of(any(3, 4), 2)),
        new Case("self_attention", List.of(any(2, 3, 8), fixed(boxes()), 2, attention)),
        new Case(
            "sampling_of_levels", List.of(levels, strides, content, boxes(), 2, offsets, bias)),
        new Case(
            "sampling_of_table",
            List.of(
                any(2, 159, 4), // (H + 3)(W + 3) rows a level: each has its border
                new long[] {8, 7, 4, 4},
                strides,
                content,
                boxes(),
                2,
                offsets,
                bias)),
        new Case("adaptive_mixing", List.of(sampled, content, full)),
        new Case("lors_mixing", List.of(sampled, content, low)),
        new Case("layer_norm", List.of(content, any(4), any(4))),
        new Case(
            "ffn", List.of(content, List.of(any(6, 4), any(6), any(4, 6), any(4), any(4), any(4)))),
        new Case("heads", List.of(content, boxes(), branch(2), branch(4))),
        new Case("stem", List.of(any(1, 3, 9, 11), normed(2, 3, 7), false)),
        new Case(
            "basic_block",
            List.of(
                any(1, 2, 5, 6),
                joined(List.of(normed(3, 2, 3), normed(3, 3, 3), normed(3, 2, 1))),
                2,
                false)),
        new Case(
            "bottleneck",
            List.of(
                any(1, 2, 5, 6),
                joined(List.of(normed(2, 2, 1), normed(2, 2, 3), normed(4, 2, 1), normed(4, 2, 1))),
                1,
                false)),
        new Case(
            "neck",
            List.of(
                List.of(any(1, 3, 4, 5), any(1, 2, 2, 3)),
                List.of(any(4, 3, 1, 1), any(4), any(4, 2, 1, 1), any(4), any(4), any(4)),
                2)),
        new Case(
            "set_loss",
            List.of(
                List.of(any(2, 3, 2), any(2, 3, 2)),
                List.of(corners(0.3), corners(0.9)),
                fixed(
                    given(
                        new double[] {3, 3, 12, 12, 6, 2, 22, 16, 4, 7, 19, 25, 1, 1, 8, 9},
                        2,
                        2,
                        4)),
                new Whole(new long[] {0, 1, 1, 0}, new long[] {2, 2}),
                fixed(given(new double[] {32, 30, 32, 30, 28, 32, 28, 32}, 2, 4)),
                new Whole(new long[] {0, 2, 4, 7, 8, 9}, new long[] {6}),
                new Whole(new long[] {0, 1, 2, 1, 0, 3}, new long[] {6}))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreTheSlopes(Case one) {
    List<In> inputs = new ArrayList<>();
    one.arguments.forEach(a -> collect(a, inputs));
    try (Scope scope = Scope.training(Device.cpu())) {
      List<NDArray> leaves = new ArrayList<>();
      NDArray loss = loss(scope, one, leaves);
      List<Integer> checked = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i).checked) {
          checked.add(i);
        }
      }
      NDList gradients = scope.gradients(loss, checked.stream().map(leaves::get).toList());
      for (int i = 0; i < checked.size(); i++) {
        compare(one, inputs.get(checked.get(i)), gradients.get(i).toDoubleArray());
      }
    }
  }

  private static void compare(Case one, In in, double[] gradient) {
    int stride = Math.max(1, gradient.length / ELEMENTS);
    for (int i = 0; i < gradient.length; i += stride) {
      double kept = in.values[i];
      in.values[i] = kept + STEP;
      double above = value(one);
      in.values[i] = kept - STEP;
      double below = value(one);
      in.values[i] = kept;
      double slope = (above - below) / (2 * STEP);
      assertThat(gradient[i])
          .as("%s: element %d of %s", one, i, Arrays.toString(in.shape))
          .isCloseTo(slope, within(2e-6 + 1e-5 * Math.abs(slope)));
    }
  }

  private static double value(Case one) {
    try (Scope scope = Scope.inference(Device.cpu())) {
      return loss(scope, one, new ArrayList<>()).toDoubleArray()[0];
    }
  }

  private static NDArray loss(Scope scope, Case one, List<NDArray> leaves) {
    Object[] arguments = one.arguments.stream().map(a -> argument(scope, a, leaves)).toArray();
    List<NDArray> outputs = new ArrayList<>(scope.tensors(one.operation, arguments));
    if (one.operation.equals("set_loss")) {
      return outputs.get(0);
    }
    if (one.operation.equals("sampling_of_table")) {
      outputs =
          outputs.subList(0, 1); // beside the samples stand the rows and shares that they read
    }
    List<NDArray> probes = new ArrayList<>();
    for (NDArray output : outputs) {
      double[] weights = new double[(int) output.size()];
      Arrays.setAll(weights, i -> Math.sin(1 + 1.7 * i));
      probes.add(scope.manager().create(weights, output.getShape()));
    }
    return scope.tensor("probe", outputs, probes);
  }

  private static Object argument(Scope scope, Object given, List<NDArray> leaves) {
    if (given instanceof In in) {
      NDArray leaf = scope.manager().create(in.values.clone(), new Shape(in.shape));
      leaves.add(in.checked && scope.training() ? Scope.leaf(leaf) : leaf);
      return leaf;
    } else if (given instanceof Whole whole) {
      return scope.longs(whole.values, whole.shape);
    } else if (given instanceof List<?> list) {
      return list.stream().map(a -> argument(scope, a, leaves)).toList();
    }
    return given;
  }

  private static void collect(Object given, List<In> inputs) {
    if (given instanceof In in) {
      inputs.add(in);
    } else if (given instanceof List<?> list) {
      list.forEach(a -> collect(a, inputs));
    }
  }
}
