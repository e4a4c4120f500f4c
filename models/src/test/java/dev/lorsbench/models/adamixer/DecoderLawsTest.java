package dev.lorsbench.models.adamixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;
import dev.lorsbench.models.testing.Formula;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every decoder, whatever its geometry, in double precision. */
class DecoderLawsTest {
  private static final int CLASSES = 3;
  private static final int D = 16;
  private static final int[][] ONE = {{40, 56}};
  private static final int[][] TWO = {{40, 56}, {33, 64}};

  @Provide
  Arbitrary<DecoderConfig> decoders() {
    Arbitrary<Integer> stages = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> queries = Arbitraries.integers().between(1, 6);
    Arbitrary<Integer> groups = Arbitraries.of(1, 2, 4);
    Arbitrary<Integer> points = Arbitraries.integers().between(1, 9);
    Arbitrary<Integer> rank = Arbitraries.integers().between(0, 4);
    return Combinators.combine(stages, queries, groups, points, points, rank)
        .as(
            (s, n, g, p, o, k) ->
                new DecoderConfig(s, n, D, 2, 24, g, p, o, List.of(4, 8), lors(s, k)));
  }

  /** Rank 0 stands for AdaMixer. */
  private static Optional<LorsConfig> lors(int stages, int rank) {
    return rank == 0
        ? Optional.empty()
        : Optional.of(
            new LorsConfig(
                Collections.nCopies(stages, rank),
                IntStream.range(0, stages).map(s -> 1 + s % 2).boxed().toList(),
                Collections.nCopies(stages, 1 + rank / 2)));
  }

  /** Stage s sees what came before it alone: a shorter decoder gives the longer one's beginning. */
  @Property(tries = 15)
  void laterStagesDoNotChangeEarlierOnes(@ForAll("decoders") DecoderConfig config) {
    List<double[]> whole = run(config, ONE, identity(config.queries()));
    DecoderConfig first = stages(config, 1);
    List<double[]> begun = run(first, ONE, identity(config.queries()));
    for (int i = 0; i < begun.size(); i++) {
      near(whole.get(i), begun.get(i));
    }
    assertThat(whole).hasSize(3 * config.numStages());
  }

  @Property(tries = 15)
  void permutedQueriesGivePermutedOutputs(
      @ForAll("decoders") DecoderConfig config, @ForAll long seed) {
    List<Integer> order = new ArrayList<>(identity(config.queries()));
    Collections.shuffle(order, new Random(seed));
    List<double[]> plain = run(config, ONE, identity(config.queries()));
    List<double[]> permuted = run(config, ONE, order);
    for (int i = 0; i < plain.size(); i++) {
      near(permuted.get(i), rows(plain.get(i), order));
    }
  }

  @Property(tries = 15)
  void aBatchOfTwoIsTwoBatchesOfOne(@ForAll("decoders") DecoderConfig config) {
    List<Integer> order = identity(config.queries());
    List<double[]> both = run(config, TWO, order);
    List<double[]> left = run(config, new int[][] {TWO[0]}, order);
    List<double[]> right = run(config, new int[][] {TWO[1]}, order, 1);
    for (int i = 0; i < both.size(); i++) {
      double[] joined = new double[both.get(i).length];
      System.arraycopy(left.get(i), 0, joined, 0, joined.length / 2);
      System.arraycopy(right.get(i), 0, joined, joined.length / 2, joined.length / 2);
      near(both.get(i), joined);
    }
  }

  private static List<double[]> run(DecoderConfig config, int[][] shapes, List<Integer> order) {
    return run(config, shapes, order, 0);
  }

  /**
   * Scores, boxes and contents of every stage.
   *
   * @param order which learned content each query begins with
   * @param image the first image's number, which decides its features
   */
  private static List<double[]> run(
      DecoderConfig config, int[][] shapes, List<Integer> order, int image) {
    try (Weights weights = new Weights(Device.cpu(), 0, DataType.FLOAT64);
        Scope scope = Scope.inference(Device.cpu())) {
      Decoder decoder = new Decoder(weights.root(), weights.root(), config, CLASSES);
      Formula.fill(weights);
      String contents = "rpn_head.init_content_features.weight";
      weights.set(contents, floats(rows(doubles(weights.get(contents).tensor()), order)));
      List<NDArray> levels =
          List.of(
              level(scope, shapes.length, image, 10, 16), level(scope, shapes.length, image, 5, 8));
      List<double[]> out = new ArrayList<>();
      for (StageOutput stage : decoder.forward(scope, levels, shapes)) {
        out.add(doubles(stage.clsScore()));
        out.add(doubles(stage.xyzr()));
        out.add(doubles(stage.content()));
      }
      return out;
    }
  }

  private static NDArray level(Scope scope, int images, int first, int h, int w) {
    int size = D * h * w;
    float[] all = new float[images * size];
    for (int b = 0; b < images; b++) {
      float[] one = Formula.uniform("level" + (first + b) + "." + h, D, h, w);
      System.arraycopy(one, 0, all, b * size, size);
    }
    return scope.floats(all, images, D, h, w).toType(DataType.FLOAT64, true);
  }

  private static DecoderConfig stages(DecoderConfig c, int stages) {
    Optional<LorsConfig> lors =
        c.lors()
            .map(
                l ->
                    new LorsConfig(
                        l.kernelSizes().subList(0, stages),
                        l.kernelGroups().subList(0, stages),
                        l.mixOutProjRanks().subList(0, stages)));
    return new DecoderConfig(
        stages,
        c.queries(),
        c.contentDim(),
        c.numHeads(),
        c.feedforwardChannels(),
        c.nGroups(),
        c.inPoints(),
        c.outPoints(),
        c.featmapStrides(),
        lors);
  }

  private static List<Integer> identity(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  private static double[] rows(double[] of, List<Integer> order) {
    int width = of.length / order.size();
    double[] out = new double[of.length];
    for (int i = 0; i < order.size(); i++) {
      System.arraycopy(of, order.get(i) * width, out, i * width, width);
    }
    return out;
  }

  private static double[] doubles(NDArray tensor) {
    return tensor.toDoubleArray();
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  private static void near(double[] ours, double[] expected) {
    assertThat(ours).containsExactly(expected, within(1e-9));
  }
}
