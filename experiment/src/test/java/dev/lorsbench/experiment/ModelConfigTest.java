package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ModelConfigTest {
  @SuppressWarnings("unused") // names the presets of the tests below
  static final List<String> presets = Presets.NAMES;

  @ParameterizedTest
  @FieldSource("presets")
  void everyPresetReadsBackFromItsJson(String name) {
    ModelConfig model = Presets.of(name);
    assertThat(ModelConfig.parse(model.json(), "ledger")).isEqualTo(model);
    assertThat(model.family()).isEqualTo(name.substring(0, name.indexOf('-')));
    assertThat(Presets.yaml(name)).startsWith("# ").endsWith("]\n");
  }

  @Test
  void releasedModelsHaveTheirGeometry() {
    assertThat(Presets.of("lors-swin-s-3x").backbone())
        .isEqualTo(new BackboneConfig("swin-s", 96, -1, true, 0.2));
    assertThat(Presets.of("adamixer-r101-3x").backbone())
        .isEqualTo(new BackboneConfig("resnet101", 64, 1, true, 0));
    assertThat(Presets.of("lors-r50-3x-300q").decoder().queries()).isEqualTo(300);
    assertThat(Presets.of("adamixer-r50-matched").decoder().inPoints()).isEqualTo(64);
  }

  @Test
  void anotherBackboneBringsItsOwnDefaults() {
    ModelConfig model = ModelConfig.parse("{preset: lors-tiny, backbone: {name: swin-t}}", "m");
    assertThat(model.backbone()).isEqualTo(BackboneConfig.released("swin-t"));
    ModelConfig same = ModelConfig.parse("{preset: lors-tiny, backbone: {width: 16}}", "m");
    assertThat(same.backbone()).isEqualTo(BackboneConfig.fresh("resnet18", 16));
  }

  @Test
  void theNumberOfClassesMayBeSaid() {
    ModelConfig model = ModelConfig.parse("{preset: lors-tiny, num_classes: 3}", "m");
    assertThat(model.classes()).isEqualTo(Optional.of(3));
    assertThat(ModelConfig.parse(model.json(), "ledger")).isEqualTo(model);
    assertThat(Presets.of("lors-tiny").classes()).isEmpty();
    assertThat(Presets.of("lors-tiny").json()).doesNotContain("num_classes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {num_classes: 0}                       | m:1: num_classes is 0; allowed is 1 to 1000000
          {num_classes: some}                    | m:1: num_classes is some; it must be a whole
          {featmap_strides: [4, 8]}              | m:1: featmap_strides has 2 entries; one a level
          {backbone: {name: resnet51}}           | did you mean resnet50? (known: resnet18,
          {backbone: {name: swin-s, width: 100}} | backbone.width is 100; it must be a multiple of 32
          {backbone: {drop_path: 0.1}}           | backbone.drop_path is 0.1; allowed is 0.0 to 0.0
          {backbone: {frozen_stages: 5}}         | backbone.frozen_stages is 5; allowed is -1 to 4
          {backbone: {frozen: true}}             | unknown key frozen (known: name, width, frozen_stages,
          """)
  void wrongFieldsAreNamed(String yaml, String message) {
    assertThatThrownBy(() -> ModelConfig.parse(yaml, "m"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message.strip());
  }
}
