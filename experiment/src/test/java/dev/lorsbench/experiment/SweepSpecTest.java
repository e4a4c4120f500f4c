package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepSpecTest {
  private static final String SWEEP =
      """
      name: demo
      data: {folder: /data/shapes}
      train: {steps: 100, batch: 8}
      trials:
        - {name: full, model: adamixer-tiny}
        - name: low
          model:
            preset: lors-tiny
            kernel_sizes: [4, 4, 4]
          train: {steps: 50}
      """;

  @Test
  void readsPresetsOverridesAndSharedTraining() {
    SweepSpec sweep = SweepSpec.parse(SWEEP, "sweep.yaml", Optional.empty());
    assertThat(sweep.baseline()).isEqualTo("full");
    assertThat(sweep.trials().get(0).train().steps()).isEqualTo(100);
    TrialSpec low = sweep.trials().get(1);
    assertThat(low.train().steps()).isEqualTo(50);
    assertThat(low.train().batch()).isEqualTo(8);
    ModelConfig model = (ModelConfig) low.model();
    assertThat(model.decoder().lors().orElseThrow().kernelSizes()).containsOnly(4);
    assertThat(model.backbone().width()).isEqualTo(32);
  }

  @Test
  void jsonReadsBackToAnEqualTrial() {
    for (TrialSpec trial : SweepSpec.parse(SWEEP, "s", Optional.empty()).trials()) {
      assertThat(TrialSpec.parse(trial.json(), "ledger")).isEqualTo(trial);
    }
  }

  @Test
  void seedsMultiplyTrials() {
    SweepSpec sweep = SweepSpec.parse(SWEEP + "seeds: [1, 2]\n", "s", Optional.empty());
    assertThat(sweep.trials())
        .extracting(TrialSpec::name)
        .containsExactly("full-s1", "full-s2", "low-s1", "low-s2");
    assertThat(sweep.trials().get(1).train().seed()).isEqualTo(2);
  }

  @Test
  void theIdDependsOnWhatDecidesTheResultAlone() {
    TrialSpec trial = SweepSpec.parse(SWEEP, "s", Optional.empty()).trials().get(0);
    DataConfig here = trial.data().withFingerprint("abc");
    DataConfig moved = new DataConfig("/elsewhere", "train", "val", "abc");
    String id = trial.withData(here).id();
    assertThat(id).hasSize(16);
    assertThat(new TrialSpec("renamed", trial.model(), trial.train(), moved).id()).isEqualTo(id);
    assertThat(trial.withData(here.withFingerprint("abd")).id()).isNotEqualTo(id);
    assertThat(new TrialSpec("x", trial.model(), trial.train().withSeed(9), here).id())
        .isNotEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps: 100|stepz: 100|s.yaml:3: unknown key stepz; did you mean steps?",
        "batch: 8|batch: eight|s.yaml:3: batch is eight; it must be a whole number",
        "batch: 8|batch: 0|s.yaml:3: batch is 0; allowed is 1 to 4096",
        "adamixer-tiny|adamixer-tinny|s.yaml:5: unknown preset adamixer-tinny; did you mean adamixer-tiny?",
        "[4, 4, 4]|[4, 4]|s.yaml:9: kernel_sizes has 2 entries; one a stage is needed, num_stages is 3",
        "[4, 4, 4]|4|s.yaml:9: kernel_sizes must be a list of whole numbers",
        "name: low|name: full|two trials are named full",
        "name: demo|name: a/b|s.yaml:1: name is a/b; allowed are",
        "trials:|trails:|trials is missing; it must be a list of mappings; is trails a misspelling?",
        "name: demo|name: [|s.yaml:",
      })
  void refusesWithFileLineKeyAndWhatIsAllowed(String good, String bad, String message) {
    assertThatThrownBy(() -> SweepSpec.parse(SWEEP.replace(good, bad), "s.yaml", Optional.empty()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static final String CLASSES =
      """
      name: classes
      task: classification
      data: {folder: /data/cifar}
      train: {steps: 100}
      trials:
        - {name: full, model: deit-tiny}
        - {name: low, model: deit-tiny-lors, from: /runs/full}
        - {name: shared, model: {preset: deit-tiny-lors, rank: 0}, train: {size: 56}}
      """;

  @Test
  void aSweepOfClassifiers() {
    SweepSpec sweep = SweepSpec.parse(CLASSES, "s", Optional.empty());
    assertThat(sweep.baseline()).isEqualTo("full");
    assertThat(sweep.trials()).extracting(TrialSpec::task).containsOnly(TaskKind.CLASSIFICATION);
    assertThat(sweep.trials().get(0).data().val()).isEqualTo("test");
    assertThat(sweep.trials().get(1).from().orElseThrow().file()).isEqualTo("/runs/full");
    TrialSpec shared = sweep.trials().get(2);
    assertThat(((ClassifierConfig) shared.model()).rank()).contains(0);
    assertThat(shared.train().size()).isEqualTo(56);
    for (TrialSpec trial : sweep.trials()) {
      assertThat(TrialSpec.parse(trial.json(), "ledger")).isEqualTo(trial);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task: classification|task: clasification|s.yaml:2: task is clasification; did you mean classification?",
        "task: classification|task: detection|s.yaml:6: model deit-tiny is for task classification; the task is detection",
        "model: deit-tiny}|model: lors-tiny}|s.yaml:6: model lors-tiny is for task detection; the task is classification",
        "size: 56|size: 58|size is 58; it must be a multiple of 4",
        "rank: 0|rank: 193|s.yaml:8: rank is 193; allowed is 0 to 192",
        "rank: 0|ranks: 2|s.yaml:8: unknown key ranks; did you mean rank?",
      })
  void refusesWhatNoClassifierHas(String good, String bad, String message) {
    assertThatThrownBy(
            () -> SweepSpec.parse(CLASSES.replace(good, bad), "s.yaml", Optional.empty()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void firstWeightsDecideTheIdByTheirBytes() {
    TrialSpec fresh =
        SweepSpec.parse(SWEEP, "s", Optional.empty())
            .trials()
            .get(0)
            .withData(new DataConfig("/d", "train", "val", "abc"));
    TrialSpec one = fresh.withFrom(Optional.of(new StartWeights("/a", "11")));
    assertThat(one.id())
        .isNotEqualTo(fresh.id())
        .isEqualTo(fresh.withFrom(Optional.of(new StartWeights("/b", "11"))).id())
        .isNotEqualTo(fresh.withFrom(Optional.of(new StartWeights("/a", "12"))).id());
  }
}
