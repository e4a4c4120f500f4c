package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainConfigTest {
  private static final String EVERYTHING =
      """
      batch: 8
      schedule: one-cycle
      power: 2
      on_nan: skip:3
      evaluate_epochs: 2
      evaluate_batch: 16
      optimiser:
        accumulate: 4
        ema: 0.999
        layer_decay: 0.8
        rates: [{names: '^backbone', rate: 0.1}, {names: 'bias$', decay: 0}]
        freeze: ['^neck']
      stop: {patience: 3, min_gain: 0.01}
      keep: {last: 1, best: true, every_epochs: 4}
      """;

  @Test
  void whatIsWrittenReadsBackToTheSame() {
    TrainConfig all = parse(EVERYTHING);
    assertThat(parse(all.json())).isEqualTo(all);
    assertThat(all.optimiser().rates())
        .containsExactly(new RateRule("^backbone", 0.1, 1), new RateRule("bias$", 1, 0));
    assertThat(all.skippableSteps()).isEqualTo(3);
    assertThat(parse(TrainConfig.DEFAULT.json())).isEqualTo(TrainConfig.DEFAULT);
  }

  @Test
  void atItsDefaultsItIsWrittenAsBeforeItHadTheNewerKeysSoThatTrialsKeepTheirIds() {
    assertThat(TrainConfig.DEFAULT.json())
        .isEqualTo(
            "{\"batch\":4,\"checkpoint_every\":200,\"clip_norm\":1.0,\"decay_at\":[0.8],"
                + "\"decay_factor\":0.1,\"evaluate_every\":0,\"flip\":0.5,\"learning_rate\":0.001,"
                + "\"log_every\":20,\"on_bad_image\":\"fail\",\"schedule\":\"step\",\"seed\":0,"
                + "\"size\":160,\"steps\":1200,\"threads\":0,\"warmup_steps\":100,"
                + "\"weight_decay\":1.0E-4}");
  }

  @Test
  void whichCheckpointsAreKeptDoesNotDecideATrialAndTheRestDoes() {
    String usual = id("steps: 10");
    assertThat(id("{steps: 10, keep: {last: 5}}")).isEqualTo(usual);
    assertThat(id("{steps: 10, compute: {checkpoint_stages: true}}")).isEqualTo(usual);
    for (String other :
        List.of(
            "optimiser: {ema: 0.9}",
            "optimiser: {accumulate: 2}",
            "optimiser: {freeze: [neck]}",
            "compute: {precision: bfloat16}",
            "power: 1",
            "on_nan: skip:1",
            "evaluate_batch: 1",
            "evaluate_epochs: 1")) {
      assertThat(id("{steps: 10, " + other + "}")).as(other).isNotEqualTo(usual);
    }
  }

  private static String id(String train) {
    DataConfig data = DataConfig.folder("/data").withFingerprint("f00d");
    return new TrialSpec("a", Presets.of("lors-tiny"), parse(train), data).id();
  }

  @Test
  void aRecipeScalesWithTheBatchAndItsKeysCanBeChanged() {
    TrainConfig one = parse("{recipe: 1x, batch: 16}");
    assertThat(one.steps()).isEqualTo(90_000);
    assertThat(one.warmupSteps()).isEqualTo(1_000);
    assertThat(one.learningRate()).isEqualTo(2.5e-5, within(1e-18));
    assertThat(one.decayAt().stream().map(d -> Math.round(d * one.steps())))
        .containsExactly(60_000L, 80_000L);
    TrainConfig three = parse("{recipe: 3x, batch: 4, clip_norm: 0.1}");
    assertThat(three.steps()).isEqualTo(1_080_000);
    assertThat(three.learningRate()).isEqualTo(6.25e-6, within(1e-18));
    assertThat(three.decayAt().stream().map(d -> Math.round(d * three.steps() / 4)))
        .containsExactly(210_000L, 250_000L);
    assertThat(three.clipNorm()).isEqualTo(0.1);
  }

  @Test
  void wrongKeysAndValuesAreNamedWithWhatIsAllowed() {
    refused("{optimiser: {emma: 0.9}}", "unknown key emma; did you mean ema?");
    refused("{optimiser: {ema: 1.5}}", "ema is 1.5; allowed is 0.0 to 0.9999999");
    refused("{batch: 6, optimiser: {accumulate: 4}}", "batch is 6; it must be divisible by");
    refused("{optimiser: {rates: [{names: '(', rate: 2}]}}", "must be a regular expression");
    refused("{optimiser: {freeze: neck}}", "freeze must be a list of texts");
    refused("{compute: {precision: bf8}}", "unknown precision bf8");
    refused("{schedule: onecycle}", "unknown schedule onecycle; did you mean one-cycle?");
    refused("{recipe: 2x}", "unknown recipe 2x");
    refused("{on_nan: skip}", "on_nan is skip; allowed is fail or skip:N");
    refused("{stop: {patience: 2}}", "set evaluate_every or evaluate_epochs too");
    refused("{keep: {last: 0}}", "last is 0; allowed is 1 to 1000");
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("test:1: ")
        .hasMessageContaining(message);
  }

  private static TrainConfig parse(String yaml) {
    return TrainConfig.parse(yaml, "test");
  }
}
