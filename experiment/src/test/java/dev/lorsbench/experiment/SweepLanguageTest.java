package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepLanguageTest {
  private static final String HEAD =
      """
      name: ranks
      data: {folder: /data/shapes}
      train: {batch: 8, evaluate_every: 10}
      """;

  private static final String GRID =
      HEAD
          + """
          search:
            method: grid
            name: low
            model: lors-tiny
            parameters:
              model.kernel_sizes: [[2, 2, 2], [8, 8, 8]]
              train.schedule: [cosine, poly]
              train.power: {range: [0.5, 1.5], points: 3, when: {train.schedule: [poly]}}
          """;

  private static SweepSpec read(String yaml) {
    return SweepSpec.parse(yaml, "s.yaml", Optional.empty());
  }

  @Test
  void aGridIsEveryCombinationOfWhatCounts() {
    SweepSpec sweep = read(GRID);
    assertThat(sweep.trials()).hasSize(2 * (1 + 3));
    assertThat(sweep.trials().get(0).name()).isEqualTo("low-1");
    assertThat(sweep.drawn().get("low-1").parameters())
        .isEqualTo(Map.of("model.kernel_sizes", "[2, 2, 2]", "train.schedule", "cosine"));
    assertThat(sweep.drawn().get("low-4").parameters())
        .containsEntry("train.power", "1.5")
        .containsEntry("train.schedule", "poly");
    TrialSpec last = sweep.trials().get(7);
    assertThat(last.train().power()).isEqualTo(1.5);
    assertThat(((ModelConfig) last.model()).decoder().lors().orElseThrow().kernelSizes())
        .containsOnly(8);
  }

  @Test
  void everyLowRankTrialIsMatchedToItsFullRunAndMissingOnesAreAdded() {
    SweepSpec sweep = read(GRID + "baseline: matched\nseeds: [3, 4]\n");
    assertThat(sweep.trials()).hasSize(16 + 8);
    Map<String, String> baselines = sweep.baselines();
    for (TrialSpec t : sweep.trials()) {
      TrialSpec full =
          sweep.trials().stream()
              .filter(b -> b.name().equals(baselines.get(t.name())))
              .findFirst()
              .orElseThrow();
      assertThat(full.model()).isEqualTo(t.model().full());
      assertThat(full.train()).isEqualTo(t.train());
      assertThat(full.data()).isEqualTo(t.data());
    }
    assertThat(baselines.get("low-1-s3")).isEqualTo(baselines.get("low-5-s3")).startsWith("full");
    assertThat(baselines.get("low-1-s4")).isNotEqualTo(baselines.get("low-1-s3"));
  }

  @Test
  void aListedFullRunIsTheMatchAndNothingIsAdded() {
    SweepSpec sweep =
        read(
            HEAD
                + """
                baseline: matched
                trials:
                  - {name: whole, model: adamixer-tiny}
                  - {name: low, model: lors-tiny}
                """);
    assertThat(sweep.baselines()).isEqualTo(Map.of("whole", "whole", "low", "whole"));
  }

  @Test
  void aNamedBaselineIsTakenOfEachSeed() {
    SweepSpec sweep =
        read(
            HEAD
                + """
                baseline: whole
                seeds: [1, 2]
                trials:
                  - {name: low, model: lors-tiny}
                  - {name: whole, model: adamixer-tiny}
                """);
    assertThat(sweep.baselines())
        .containsEntry("low-s1", "whole-s1")
        .containsEntry("low-s2", "whole-s2")
        .containsEntry("whole-s2", "whole-s2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{steps: 50}|50|0",
        "{images: 1001}|126|0",
        "{wall: 2h}|1200|7200",
        "{wall: 90s}|1200|90",
        "{epochs: 1.5}|19|0",
      })
  void aBudgetDecidesWhereEveryTrialEnds(String budget, int steps, double seconds) {
    SweepSpec sweep = read(GRID + "budget: " + budget + "\n").withTrainImages(100);
    assertThat(sweep.trials())
        .allSatisfy(
            t -> {
              assertThat(t.train().steps()).isEqualTo(steps);
              assertThat(t.train().stop().seconds()).isEqualTo(seconds);
            });
    assertThat(sweep.trials().stream().map(sweep::spends).distinct()).hasSize(1);
  }

  @Test
  void parallelismHasLimitsByResourceClass() {
    SweepSpec sweep = read(GRID + "parallelism: {cpu: 2, gpu.1: 8}\n");
    assertThat(sweep.on("train.cpu").parallelism()).isEqualTo(2);
    assertThat(sweep.on("train.gpu.1").parallelism()).isEqualTo(8);
    assertThat(sweep.on("train.gpu.8").parallelism()).isEqualTo(1);
    assertThat(read(GRID + "parallelism: 3\n").on("train.cpu").parallelism()).isEqualTo(3);
  }

  @Test
  void aTrialsOwnClassGoesBeforeTheSweepsAndEachClassKeepsItsLimit() {
    String trials =
        HEAD
            + """
        resources: gpu.1
        trials:
          - {name: full, model: adamixer-tiny}
          - {name: low, model: lors-tiny, resources: cpu}
        """;
    SweepSpec sweep = read(trials + "parallelism: {cpu: 2, gpu.1: 8, gpu.8: 4}\n");
    assertThat(sweep.trials())
        .extracting(t -> t.resources().orElseThrow())
        .containsExactly("gpu.1", "cpu");
    assertThat(sweep.on("train.cpu").limits())
        .isEqualTo(new Parallelism(10, Map.of("cpu", 2, "gpu.1", 8)));
    assertThat(read(trials + "parallelism: 3\n").on("train.cpu").limits())
        .isEqualTo(Parallelism.of(3));
    TrialSpec low = sweep.trials().get(1);
    assertThat(TrialSpec.parse(low.json(), "t")).isEqualTo(low);
    TrialSpec elsewhere = read(trials.replace(", resources: cpu", "")).trials().get(1);
    DataConfig data = DataConfig.folder("/d").withFingerprint("print");
    assertThat(elsewhere.withData(data).id()).isEqualTo(low.withData(data).id());
    TrialSpec longer = low.withData(data).extended("longer", 100, 5000);
    assertThat(TrialSpec.parse(longer.json(), "t")).isEqualTo(longer);
    assertThat(longer.id()).isNotEqualTo(longer.extended("other", 101, 5000).id());
  }

  private static final String RANDOM =
      HEAD
          + """
          search:
            method: random
            trials: 20
            model: lors-tiny
            parameters:
              model.kernel_sizes: {range: [1, 16], integer: true, scale: log, repeat: 3}
              train.learning_rate: {range: [0.0001, 0.01], scale: log}
              train.optimiser.ema: [0, 0.99]
          """;

  @Test
  void pointsOfTheUnitCubeBecomeTrials() {
    SearchSpec search = read(RANDOM).search().orElseThrow();
    assertThat(search.choices()).containsExactly(0, 0, 2);
    SearchSpec.Draw low = search.at(0, List.of(0.0, 0.0, 0.49));
    SearchSpec.Draw high = search.at(1, List.of(0.999999, 0.999999, 0.5));
    assertThat(low.drawn().parameters().values()).containsExactly("[1, 1, 1]", "1.0E-4", "0");
    assertThat(high.drawn().parameters().values())
        .containsExactly("[16, 16, 16]", "0.00999995", "0.99");
    assertThat(high.trial().train().optimiser().ema()).isEqualTo(0.99);
    assertThat(high.trial().name()).isEqualTo("trial-2");
    assertThat(search.at(1, List.of(0.999999, 0.999999, 0.5)).trial()).isEqualTo(high.trial());
  }

  @Test
  void whatDoesNotCountIsLeftAsItWas() {
    SearchSpec search =
        read(GRID.replace("method: grid", "method: random\n  trials: 9").replace(", points: 3", ""))
            .search()
            .orElseThrow();
    assertThat(search.counting(List.of(0.1, 0.1, 0.9))).containsExactly(true, true, false);
    assertThat(search.counting(List.of(0.1, 0.9, 0.9))).containsExactly(true, true, true);
    assertThat(search.at(0, List.of(0.1, 0.1, 0.9)).trial())
        .isEqualTo(search.at(0, List.of(0.1, 0.1, 0.2)).trial());
  }

  @Test
  void listedPointsLieOverOneTrial() {
    SweepSpec sweep =
        read(
            HEAD
                + """
                search:
                  method: list
                  model: {preset: lors-tiny, kernel_groups: [1, 1, 1]}
                  points:
                    - {model.kernel_sizes: [2, 2, 2]}
                    - {model.backbone.width: 16, train.batch: 4}
                """);
    ModelConfig second = (ModelConfig) sweep.trials().get(1).model();
    assertThat(second.backbone().width()).isEqualTo(16);
    assertThat(second.decoder().lors().orElseThrow().kernelGroups()).containsOnly(1);
    assertThat(sweep.trials().get(1).train().batch()).isEqualTo(4);
  }

  @Test
  void aHundredThousandTrialsAreTheMost() {
    String lists = IntStream.range(0, 400).mapToObj(Integer::toString).toList().toString();
    assertThatThrownBy(
            () ->
                read(
                    HEAD
                        + "search: {method: grid, model: lors-tiny, parameters: {train.seed: "
                        + lists
                        + ", train.warmup_steps: "
                        + lists
                        + "}}\n"))
        .hasMessage("s.yaml:4: the grid has more than 100000 combinations");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "method: random|method: randm|s.yaml:5: unknown method randm; did you mean random?",
        "trials: 20|trails: 20|s.yaml:5: trials is missing; it must be a whole number; is trails a"
            + " misspelling?",
        "trials: 20|trials: 0|s.yaml:6: trials is 0; allowed is 1 to 100000",
        "train.learning_rate:|train.learning_rat:|s.yaml:10: unknown key learning_rat; did you mean"
            + " learning_rate?",
        "train.learning_rate:|learning_rate:|s.yaml:10: parameter learning_rate; allowed are paths"
            + " such as train.learning_rate",
        "scale: log}|scale: lok}|s.yaml:10: unknown scale lok; did you mean log?",
        "0.01], scale|1000], scale|s.yaml:10: learning_rate is",
        "[0.0001, 0.01]|[0, 0.01]|s.yaml:10: range begins at 0.0; with scale: log it must be above"
            + " 0",
        "[0.0001, 0.01]|[0.0001]|s.yaml:10: range is missing; it must be two numbers",
        "repeat: 3|repeat: 2|s.yaml:9: kernel_sizes has 2 entries; one a stage is needed,"
            + " num_stages is 3",
        "ema: [0, 0.99]|ema: 0.5|s.yaml:11: train.optimiser.ema must be a list of values, or a"
            + " mapping",
        "ema: [0, 0.99]|ema: {values: [0], when: {train.batch: [4]}}|s.yaml:11: unknown parameter"
            + " train.batch",
        "train: {batch: 8|budget: {epochs: 2}\\n"
            + "train: {steps: 5, batch: 8|s.yaml:4: steps follow from budget: 2 epochs; remove one"
            + " of them",
        "train: {batch: 8|budget: {wall: 2 days}\\n"
            + "train: {batch: 8|s.yaml:3: wall is 2 days; allowed is a time such as 90s, 30m or 2h",
        "train: {batch: 8|budget: {wall: 2h, steps: 3}\\n"
            + "train: {batch: 8|s.yaml:3: budget must have one of epochs, steps, images, wall",
        "train: {batch: 8|parallelism: {tpu: 2}\\n"
            + "train: {batch: 8|s.yaml:3: parallelism is tpu; allowed is cpu, gpu.1, gpu.8",
        "train: {batch: 8|resources: tpu\\n"
            + "train: {batch: 8|s.yaml:6: resources is tpu; allowed is cpu, gpu.1, gpu.8",
        "train: {batch: 8|early_stopping: {rule: median, first: 9, promote: true}\\n"
            + "train: {batch: 8|s.yaml:3: promote goes with rule: asha",
        "train: {batch: 8|early_stopping: {rule: hyperband, first: 9}\\n"
            + "train: {batch: 8|s.yaml:3: unknown rule hyperband",
        "train: {batch: 8|early_stopping: {rule: asha}\\n"
            + "train: {batch: 8|s.yaml:3: first is missing; it must be a whole number",
      })
  void refusesWithFileLineKeyAndWhatIsAllowed(String good, String bad, String message) {
    String yaml = RANDOM.replace(good, bad.replace("\\n", "\n"));
    assertThatThrownBy(
            () -> {
              SearchSpec search = read(yaml).search().orElseThrow();
              search.at(0, List.of(0.9, 0.999, 0.5));
            })
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void aSearchThatLearnsTakesOneSeedAndEarlyStoppingNeedsEvaluations() {
    assertThatThrownBy(() -> read(RANDOM.replace("random", "tpe") + "seeds: [1, 2]\n"))
        .hasMessageContaining("s.yaml:12: seeds go with grid, list, random and sobol");
    assertThatThrownBy(
            () ->
                read(
                    GRID.replace(", evaluate_every: 10", "")
                        + "early_stopping: {rule: median, first: 10}\n"))
        .hasMessageContaining("set evaluate_every or evaluate_epochs");
  }

  @Test
  void rulesReadBackFromTheirJson() {
    StoppingRule rule = new StoppingRule(StoppingRule.Kind.ASHA, 100, 4, 2);
    assertThat(StoppingRule.parse(rule.json(), "ledger")).isEqualTo(rule);
  }
}
