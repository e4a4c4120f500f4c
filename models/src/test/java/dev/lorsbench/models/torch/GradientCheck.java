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
import java.util.Set;
import java.util.stream.LongStream;

/**
 * One operation on drawn numbers, whose gradients can be held to central differences, all in double
 * precision.
 *
 * @param arguments as {@link Scope#tensors} takes them, with {@link In} and {@link Whole} in place
 *     of arrays
 */
record GradientCheck(String operation, List<Object> arguments) {
  private static final double STEP = 1e-6;
  private static final int ELEMENTS = 6;
  private static final Random RANDOM = new Random(5);

  /** What stands beside their first output is a count, or where it was read from. */
  private static final Set<String> FIRST_ALONE =
      Set.of("set_loss", "sampling_of_table", "cross_entropy");

  /** A tensor argument; those not checked take no gradient by design. */
  @SuppressWarnings("ArrayRecordComponent")
  record In(double[] values, long[] shape, boolean checked) {
    /** The same, which takes no gradient. */
    In fixed() {
      return new In(values, shape, false);
    }
  }

  /** A tensor of whole numbers. */
  @SuppressWarnings("ArrayRecordComponent")
  record Whole(long[] values, long... shape) {}

  static GradientCheck of(String operation, Object... arguments) {
    return new GradientCheck(operation, List.of(arguments));
  }

  static In any(long... shape) {
    return drawn(0, 0.7, shape);
  }

  static In drawn(double centre, double spread, long... shape) {
    int size = (int) LongStream.of(shape).reduce(1, Math::multiplyExact);
    double[] values = new double[size];
    Arrays.setAll(values, i -> centre + spread * (2 * RANDOM.nextDouble() - 1));
    return given(values, shape);
  }

  static In given(double[] values, long... shape) {
    return new In(values, shape, true);
  }

  @Override
  public String toString() {
    return operation;
  }

  /** Fails where a gradient is not the slope. */
  void run() {
    List<In> inputs = new ArrayList<>();
    arguments.forEach(a -> collect(a, inputs));
    try (Scope scope = Scope.training(Device.cpu())) {
      List<NDArray> leaves = new ArrayList<>();
      NDArray loss = loss(scope, leaves);
      List<Integer> checked = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i).checked) {
          checked.add(i);
        }
      }
      NDList gradients = scope.gradients(loss, checked.stream().map(leaves::get).toList());
      for (int i = 0; i < checked.size(); i++) {
        compare(inputs.get(checked.get(i)), gradients.get(i).toDoubleArray());
      }
    }
  }

  private void compare(In in, double[] gradient) {
    int stride = Math.max(1, gradient.length / ELEMENTS);
    for (int i = 0; i < gradient.length; i += stride) {
      double kept = in.values[i];
      in.values[i] = kept + STEP;
      double above = value();
      in.values[i] = kept - STEP;
      double below = value();
      in.values[i] = kept;
      double slope = (above - below) / (2 * STEP);
      assertThat(gradient[i])
          .as("%s: element %d of %s", operation, i, Arrays.toString(in.shape))
          .isCloseTo(slope, within(2e-6 + 1e-5 * Math.abs(slope)));
    }
  }

  private double value() {
    try (Scope scope = Scope.inference(Device.cpu())) {
      return loss(scope, new ArrayList<>()).toDoubleArray()[0];
    }
  }

  private NDArray loss(Scope scope, List<NDArray> leaves) {
    Object[] given = arguments.stream().map(a -> argument(scope, a, leaves)).toArray();
    List<NDArray> outputs = new ArrayList<>(scope.tensors(operation, given));
    if (FIRST_ALONE.contains(operation)) {
      outputs = outputs.subList(0, 1);
    }
    if (outputs.get(0).getShape().dimension() == 0) {
      return outputs.get(0);
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
