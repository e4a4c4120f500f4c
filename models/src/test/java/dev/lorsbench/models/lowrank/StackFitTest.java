package dev.lorsbench.models.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Uniform;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws of fitting W_shared + B A to a stack. */
class StackFitTest {
  private static final double ROUNDING = 1e-6;

  @Property(tries = 30)
  void moreRankAndMoreRoundsNeverHurtAndFullRankReproduces(
      @ForAll @IntRange(min = 1, max = 12) int out,
      @ForAll @IntRange(min = 1, max = 12) int in,
      @ForAll @IntRange(min = 1, max = 5) int layers,
      @ForAll long seed) {
    try (Scope scope = Scope.inference(Device.cpu())) {
      List<NDArray> weights = new ArrayList<>();
      for (int l = 0; l < layers; l++) {
        weights.add(random(scope, seed + l, out, in));
      }
      double before = Double.MAX_VALUE;
      for (int rank = 0; rank <= Math.min(out, in); rank++) {
        double mean = squared(StackFit.of(scope, weights, rank, 0), weights);
        double refined = squared(StackFit.of(scope, weights, rank, 3), weights);
        assertThat(refined).isLessThanOrEqualTo(mean + ROUNDING);
        assertThat(mean).isLessThanOrEqualTo(before + ROUNDING);
        before = mean;
      }
      assertThat(before).isLessThan(ROUNDING);
    }
  }

  @Property(tries = 20)
  void theErrorIsThatOfTheTensorsThatAreGiven(
      @ForAll @IntRange(max = 4) int rank, @ForAll long seed) {
    try (Scope scope = Scope.inference(Device.cpu())) {
      List<NDArray> weights = List.of(random(scope, seed, 6, 5), random(scope, seed + 1, 6, 5));
      StackFit fit = StackFit.of(scope, weights, rank, 2);
      for (int l = 0; l < 2; l++) {
        NDArray rebuilt = fit.shared();
        if (rank > 0) {
          rebuilt = rebuilt.add(fit.b().get(l).matMul(fit.a().get(l)));
        }
        NDArray left = weights.get(l).sub(rebuilt);
        double error = norm(left) / norm(weights.get(l));
        assertThat(fit.errors()[l]).isCloseTo(error, offset(1e-5));
      }
    }
  }

  private static double squared(StackFit fit, List<NDArray> weights) {
    double sum = 0;
    for (int l = 0; l < weights.size(); l++) {
      sum += Math.pow(fit.errors()[l] * norm(weights.get(l)), 2);
    }
    return sum;
  }

  private static double norm(NDArray x) {
    double sum = 0;
    for (float v : x.toFloatArray()) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }

  private static NDArray random(Scope scope, long seed, int rows, int columns) {
    Uniform uniform = new Uniform(seed, "matrix");
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) uniform.normal(i);
    }
    return scope.floats(values, rows, columns);
  }
}
