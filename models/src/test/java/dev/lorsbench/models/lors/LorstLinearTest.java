package dev.lorsbench.models.lors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Uniform;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The laws of shared and low-rank linear layers. */
class LorstLinearTest {
  private static final Initialiser ANY = Initialiser.uniform(-1, 1);

  @Property(tries = 40)
  void mergedIsUnmerged(
      @ForAll @IntRange(min = 1, max = 40) int in,
      @ForAll @IntRange(min = 1, max = 40) int out,
      @ForAll @IntRange(max = 12) int rank,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll long seed) {
    try (Weights weights = new Weights(Device.cpu(), seed);
        Scope scope = Scope.inference(Device.cpu())) {
      Linear layer = stack(weights, rank).make(weights.root().under("l0"), "fc", ANY, in, out);
      scatter(weights, seed);
      NDArray x = scope.floats(random(seed, (long) rows * in), rows, in);
      float[] thin = layer.forward(scope, x).toFloatArray();
      float[] whole =
          new PlainLinear(layer.merged(scope), layer.bias()).forward(scope, x).toFloatArray();
      for (int i = 0; i < thin.length; i++) {
        assertThat(Math.abs(thin[i] - whole[i])).isLessThan(2e-5f * (1 + Math.abs(whole[i])));
      }
    }
  }

  @Property(tries = 20)
  void rankZeroIsFullyShared(
      @ForAll @IntRange(min = 1, max = 20) int in,
      @ForAll @IntRange(min = 1, max = 20) int out,
      @ForAll long seed) {
    try (Weights weights = new Weights(Device.cpu(), seed);
        Scope scope = Scope.inference(Device.cpu())) {
      LowRankStack stack = stack(weights, 0);
      Linear first = stack.make(weights.root().under("l0"), "fc", ANY, in, out);
      Linear second = stack.make(weights.root().under("l1"), "fc", ANY, in, out);
      assertThat(weights.all())
          .extracting(Weight::name)
          .containsExactly("shared.fc.weight", "l0.fc.bias", "l1.fc.bias");
      NDArray x = scope.floats(random(seed, 3L * in), 3, in);
      assertThat(first.forward(scope, x).toFloatArray())
          .isEqualTo(second.forward(scope, x).toFloatArray())
          .isEqualTo(scope.tensor("linear", x, first.merged(scope), first.bias()).toFloatArray());
    }
  }

  @Test
  void aFreshStackIsFullyShared() {
    try (Weights weights = new Weights(Device.cpu(), 1);
        Scope scope = Scope.inference(Device.cpu())) {
      LowRankStack stack = stack(weights, 2);
      Linear first = stack.make(weights.root().under("l0"), "fc", ANY, 5, 4);
      Linear second = stack.make(weights.root().under("l1"), "fc", ANY, 5, 4);
      assertThat(first.merged(scope).toFloatArray()).isEqualTo(second.merged(scope).toFloatArray());
    }
  }

  @Test
  void unequalBlocksAreRefusedByName() {
    try (Weights weights = new Weights(Device.cpu(), 1)) {
      LowRankStack stack = stack(weights, 2);
      stack.make(weights.root().under("l0"), "fc", ANY, 5, 4);
      assertThatThrownBy(() -> stack.make(weights.root().under("l1"), "fc", ANY, 5, 3))
          .hasMessage(
              "layer fc is [3, 5] in l1, (4, 5) in the blocks before it; blocks of a stack"
                  + " are equal");
    }
  }

  /** LORSA's kernels are shared(c) + sum over K of A E(c) B, one query and group at a time. */
  @Test
  void lorsaKernelsAreTheSumOfTheirProducts() {
    LorsaKernels.Geometry g = new LorsaKernels.Geometry(6, 2, 4, 3, 2, 2);
    try (Weights weights = new Weights(Device.cpu(), 5);
        Scope scope = Scope.inference(Device.cpu())) {
      LorsaKernels layer =
          LorsaKernels.layer(
              weights.root().under("l0"), LorsaKernels.shared(weights.root(), "common", g), g);
      scatter(weights, 7);
      NDArray content = scope.floats(random(9, 5 * 6), 5, 6);
      NDArray kernels = layer.forward(scope, content);
      NDArray shared = linear(scope, content, layer.shared()).reshape(5, 2, 4, 3);
      NDArray core = linear(scope, content, layer.core()).reshape(5, 4, 2, 2);
      NDArray products = layer.a().expandDims(0).matMul(core).matMul(layer.b().expandDims(0));
      NDArray sum = products.reshape(5, 2, 2, 4, 3).sum(new int[] {2});
      assertThat(kernels.sub(shared.add(sum)).abs().max().getFloat()).isLessThan(1e-5f);
    }
  }

  private static NDArray linear(Scope scope, NDArray x, List<NDArray> weights) {
    return scope.tensor("linear", x, weights.get(0), weights.get(1));
  }

  private static LowRankStack stack(Weights weights, int rank) {
    return new LowRankStack(weights.root().under("shared"), rank);
  }

  private static void scatter(Weights weights, long seed) {
    weights.all().forEach(w -> weights.set(w.name(), random(seed + w.name().hashCode(), w.size())));
  }

  private static float[] random(long seed, long count) {
    Uniform uniform = new Uniform(seed, "test");
    float[] values = new float[(int) count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (2 * uniform.at(i) - 1);
    }
    return values;
  }
}
