package dev.lorsbench.models.lowrank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Uniform;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Merging and compressing of whole models whose every tensor is random. */
class WholeModelTest {
  private static final double EQUAL = 1e-5;
  private static final String CLASSIFIER =
      "{patch_size: 8, embed_dim: 24, depth: 3, num_heads: 3, mlp_ratio: 2";
  private static final String DETECTOR =
      "{backbone: {name: resnet18, width: 8, frozen_stages: -1, norm_eval: false}, num_stages: 3, queries: 5,"
          + " content_dim: 32, num_heads: 2, feedforward_channels: 16, n_groups: 2, in_points: 6,"
          + " out_points: 10, featmap_strides: [4, 8, 16, 32]";
  private static final String LORS =
      ", kernel_sizes: [3, 2, 4], kernel_groups: [1, 2, 3], mix_out_proj_ranks: [2, 1, 3]}";

  @Property(tries = 10)
  void aMergedClassifierIsTheSameFunction(
      @ForAll @IntRange(max = 8) int rank, @ForAll @IntRange(max = 1000) int seed) {
    try (VisionTransformer low = classifier(", rank: " + rank + "}", seed);
        VisionTransformer plain = ClassifierStacks.merged(low)) {
      assertThat(plain.config().lowRank()).isFalse();
      assertThat(Equivalence.deviation(low, plain)).isLessThan(EQUAL);
    }
  }

  @Property(tries = 4)
  void aMergedDetectorIsTheAdamixerOfItsGeometry(@ForAll @IntRange(max = 1000) int seed) {
    try (Detector low = detector(LORS, seed);
        Detector plain = DetectorMerging.merged(low)) {
      assertThat(plain.config().family()).isEqualTo("adamixer");
      assertThat(Equivalence.deviation(low, plain, 64)).isLessThan(EQUAL);
    }
  }

  /** Each private part is left out in one stage or another. */
  @Example
  void stagesWithoutPrivatePartsAreMerged() {
    String some =
        ", kernel_sizes: [3, 0, 4], kernel_groups: [0, 2, 3], mix_out_proj_ranks: [0, 1, 0]}";
    try (Detector low = detector(some, 5);
        Detector plain = DetectorMerging.merged(low)) {
      assertThat(Equivalence.deviation(low, plain, 64)).isLessThan(EQUAL);
    }
  }

  /** Fresh private parts are nothing yet, so that any rank begins as rank 0 stays. */
  @Example
  void aFreshDetectorIsThatOfRankZero() {
    String none =
        ", kernel_sizes: [0, 0, 0], kernel_groups: [1, 0, 1], mix_out_proj_ranks: [0, 0, 0]}";
    try (Detector low =
            Detector.create(ModelConfig.parse(DETECTOR + LORS, "low"), 3, Device.cpu(), 6);
        Detector shared =
            Detector.create(ModelConfig.parse(DETECTOR + none, "none"), 3, Device.cpu(), 6)) {
      assertThat(Equivalence.deviation(low, shared, 64)).isLessThan(EQUAL);
    }
  }

  @Example
  void aDetectorCompressedAtRankZeroIsTheMeanOfItsStages() {
    List<LayerError> errors = new ArrayList<>();
    try (Detector full = detector("}", 4);
        Detector shared =
            DetectorCompression.compressed(
                full, new DetectorCompression.Ranks(0, 0, 1), 1, errors)) {
      assertThat(errors).hasSize(3 * 2).allMatch(e -> e.rank() == 0 && e.relativeError() > 0.1);
      assertThat(Equivalence.deviation(full, shared, 64)).isGreaterThan(EQUAL);
    }
  }

  @Example
  void aClassifierCompressedAtFullRankIsTheSameFunctionAndRankLowersTheError() {
    try (VisionTransformer full = classifier("}", 4)) {
      double before = Double.MAX_VALUE;
      for (int rank : new int[] {0, 6, 12, 24}) {
        List<LayerError> errors = new ArrayList<>();
        try (VisionTransformer fitted = ClassifierStacks.compressed(full, rank, 2, errors)) {
          double error = mean(errors);
          assertThat(errors).hasSize(3 * 4);
          assertThat(error).isLessThan(before);
          before = error;
          if (rank == 24) {
            assertThat(error).isLessThan(1e-6);
            assertThat(Equivalence.deviation(full, fitted)).isLessThan(EQUAL);
          }
        }
      }
      try (VisionTransformer low = classifier(", rank: 2}", 1)) {
        assertThatThrownBy(() -> ClassifierStacks.compressed(low, 2, 0, new ArrayList<>()))
            .hasMessage("the model has low-rank parts already");
        assertThatThrownBy(() -> ClassifierStacks.merged(full))
            .hasMessage("the model has no low-rank parts to merge");
      }
    }
  }

  @Example
  void aDetectorCompressedAtFullRankIsTheSameFunctionAndRankLowersTheError() {
    try (Detector full = detector("}", 4)) {
      double before = Double.MAX_VALUE;
      for (int rank : new int[] {2, 8, 16}) {
        List<LayerError> errors = new ArrayList<>();
        DetectorCompression.Ranks ranks = new DetectorCompression.Ranks(2 * rank, rank, 1);
        try (Detector fitted = DetectorCompression.compressed(full, ranks, 1, errors)) {
          assertThat(errors).hasSize(3 * 2);
          assertThat(mean(errors)).isLessThan(before);
          before = mean(errors);
          if (rank == 16) {
            assertThat(before).isLessThan(1e-6);
            assertThat(Equivalence.deviation(full, fitted, 64)).isLessThan(EQUAL);
          }
        }
      }
    }
  }

  @Example
  void moreProductsLowerTheErrorOfGenerators() {
    try (Detector full = detector("}", 9)) {
      double before = Double.MAX_VALUE;
      for (int products : new int[] {1, 2, 3}) {
        List<LayerError> errors = new ArrayList<>();
        DetectorCompression.Ranks ranks = new DetectorCompression.Ranks(1, 3, products);
        DetectorCompression.compressed(full, ranks, 0, errors).close();
        double error = mean(errors.subList(3, 6));
        assertThat(error).isLessThan(before);
        before = error;
      }
    }
  }

  private static double mean(List<LayerError> errors) {
    return errors.stream().mapToDouble(LayerError::relativeError).average().orElseThrow();
  }

  private static VisionTransformer classifier(String rest, long seed) {
    VisionTransformer model =
        VisionTransformer.create(
            ClassifierConfig.parse(CLASSIFIER + rest, "test"), 32, 5, Device.cpu(), seed);
    scatter(model.weights(), seed);
    return model;
  }

  private static Detector detector(String rest, long seed) {
    Detector model =
        Detector.create(ModelConfig.parse(DETECTOR + rest, "test"), 3, Device.cpu(), seed);
    scatter(model.weights(), seed);
    return model;
  }

  /** Adds to every parameter, so that no tensor is zero. */
  private static void scatter(Weights weights, long seed) {
    for (Weight weight : weights.trainable()) {
      Uniform uniform = new Uniform(seed, weight.name() + ".scatter");
      float[] values = weight.values();
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (0.05 * uniform.normal(i));
      }
      weights.set(weight.name(), values);
    }
  }
}
