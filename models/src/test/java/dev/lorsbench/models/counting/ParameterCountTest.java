package dev.lorsbench.models.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.testing.GoldenCases;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterCountTest {
  private record Released(
      int num_stages,
      int num_classes,
      int feedforward_channels,
      int num_heads,
      int content_dim,
      int in_points,
      int out_points,
      int n_groups,
      List<Integer> kernel_sizes,
      List<Integer> kernel_groups,
      List<Integer> mix_out_proj_ranks) {
    DecoderConfig config() {
      Optional<LorsConfig> lors =
          Optional.ofNullable(kernel_sizes)
              .map(sizes -> new LorsConfig(sizes, kernel_groups, mix_out_proj_ranks));
      return new DecoderConfig(
          num_stages,
          100,
          content_dim,
          num_heads,
          feedforward_channels,
          n_groups,
          in_points,
          out_points,
          List.of(4, 8, 16, 32),
          lors);
    }
  }

  private record Golden(
      String name,
      Released config,
      long decoder_parameters,
      LinkedHashMap<String, Long> by_parameter,
      double reduction_vs_adamixer_preset) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> golden() throws IOException {
    return GoldenCases.of(ParameterCountTest.class, "/golden/params.json", Golden.class).stream();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void releasedCountsAreEqual(Golden golden) {
    ParameterCount count = ParameterCount.of(golden.config.config(), golden.config.num_classes);
    assertThat(new ArrayList<>(count.byParameter().entrySet()))
        .isEqualTo(new ArrayList<>(golden.by_parameter.entrySet()));
    assertThat(count.total()).isEqualTo(golden.decoder_parameters);
    assertThat(count.byPart().values().stream().mapToLong(n -> n).sum()).isEqualTo(count.total());
    ParameterCount preset = ParameterCount.of(Presets.of("adamixer-r50-1x").decoder(), 80);
    assertThat(count.savingPercent(preset) / 100)
        .isCloseTo(golden.reduction_vs_adamixer_preset, within(1e-12));
  }

  @Test
  void partsHoldWhatTheirNamesSay() {
    ParameterCount lors = ParameterCount.of(Presets.of("lors-r50-1x").decoder(), 80);
    assertThat(lors.byPart())
        .containsEntry(Part.SAMPLING, 592_128L)
        .containsEntry(Part.MIXING_SHARED, 12_582_912L + 49_152 + 8_388_608)
        .containsEntry(Part.MIXING_PRIVATE_STATIC, 1_572_864L + 12_288 + 3 * 1536)
        .containsEntry(Part.MIXING_PRIVATE_ADAPTIVE, 172_032L + 3_145_728 + 12_288)
        .containsEntry(Part.FFN, 6_308_352L);
    ParameterCount full = ParameterCount.of(Presets.of("adamixer-r50-1x").decoder(), 80);
    assertThat(full.byPart())
        .doesNotContainKey(Part.MIXING_SHARED)
        .containsEntry(Part.MIXING_PRIVATE_ADAPTIVE, 50_331_648L + 196_608)
        .containsEntry(Part.MIXING_PRIVATE_STATIC, 50_331_648L + 3 * 1536);
    assertThat(Part.MIXING_PRIVATE_STATIC.key()).isEqualTo("mixing_private_static");
  }

  @Test
  void theMatchedGeometryIsThePresetOfThatName() {
    DecoderConfig lors = Presets.of("lors-r50-1x").decoder();
    assertThat(ParameterCount.matched(lors))
        .isEqualTo(Presets.of("adamixer-r50-matched").decoder());
    ParameterCount matched = ParameterCount.of(ParameterCount.matched(lors), 80);
    assertThat(ParameterCount.of(lors, 80).savingPercent(matched)).isCloseTo(73.92, within(0.01));
  }

  @Test
  void smallPresetsHaveTheirReleasedSizes() {
    assertThat(ParameterCount.of(Presets.of("adamixer-r50-matched").decoder(), 80).total())
        .isEqualTo(135_536_424);
    assertThat(ParameterCount.of(Presets.of("adamixer-tiny").decoder(), 3).total())
        .isEqualTo(1_188_609);
    assertThat(ParameterCount.of(Presets.of("lors-tiny").decoder(), 3).total()).isEqualTo(644_609);
  }

  /** ResNet-50 has 25,557,032 parameters, 2,049,000 of them in the classifier that is left out. */
  @Test
  void theWholeDetectorIsCounted() {
    DetectorCost cost = DetectorCost.of(Presets.of("lors-r50-1x"), 80, new ImageBatch(1, 64, 64));
    assertThat(cost.byPart().get(Part.BACKBONE).parameters()).isEqualTo(25_557_032L - 2_049_000);
    assertThat(cost.byPart().get(Part.NECK).parameters())
        .isEqualTo((256L + 512 + 1024 + 2048) * 256 + 4 * 256 + 512);
    assertThat(cost.byPart().get(Part.QUERIES)).isEqualTo(new Cost(25_600, 400, 0, 0, 800));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterCount.of(Presets.of("lors-tiny").decoder(), 0))
        .withMessage("classes is 0; at least 1 is needed");
  }
}
