package dev.lorsbench.orchestrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.testing.FakeTrainer;
import dev.lorsbench.orchestrator.testing.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches from the file to the last trial, whichever Temporal server drives them. */
abstract class SearchScenarios {
  private static final String ALONE = "";
  private static final String MATCHED = "baseline: matched\n";

  private Database database;
  private Platform platform;

  /** Host and port of the server; skips the test where there is none. */
  abstract String target();

  @BeforeEach
  void start() {
    String target = target();
    database = TestLedger.fresh();
    platform = new Platform(target, database);
    platform
        .trainer()
        .results(id -> result(new TrialStore(database).find(id).orElseThrow().spec()));
  }

  @AfterEach
  void stop() {
    if (platform != null) {
      platform.close();
      database.close();
    }
  }

  /** A rate of 0.003 is best; a rank costs parameters and brings a little. */
  private static TrialResult result(TrialSpec trial) {
    double away = Math.log10(trial.train().learningRate() / 0.003);
    int rank =
        ((ModelConfig) trial.model()).decoder().lors().map(l -> l.kernelSizes().get(0)).orElse(64);
    double ap = 0.5 - 0.2 * Math.abs(away) + 0.001 * rank;
    return new TrialResult(FakeTrainer.STEPS, 1000 + 10L * rank, ap, ap, ap, 1, 1);
  }

  private static SweepSpec sweep(String name, String baseline, String search, int parallelism) {
    String yaml =
        """
        name: %s
        parallelism: %d
        %strain: {steps: 100}
        search:
          %s
          name: low
          model: lors-tiny
          parameters:
            train.learning_rate: {range: [0.0001, 0.1], scale: log}
            model.kernel_sizes: {range: [1, 16], integer: true, repeat: 3}
        """
            .formatted(name, parallelism, baseline, search);
    return SweepFile.read(
        yaml, "s.yaml", Optional.of(DataConfig.folder("/data").withFingerprint("print")));
  }

  private List<SweepStore.Member> run(SweepSpec spec, String id) {
    platform.control().submit(id, spec);
    assertThat(platform.ended(id).state()).isEqualTo(TrialState.SUCCEEDED);
    return new SweepStore(database).members(id);
  }

  private static List<SweepStore.Member> low(List<SweepStore.Member> members) {
    return members.stream().filter(m -> m.name().startsWith("low-")).toList();
  }

  @Test
  void tpeChoosesFromResultsAndSaysWhy() {
    SweepSpec spec = sweep("tpe", MATCHED, "method: tpe\n  trials: 24\n  startup: 6\n  seed: 3", 3);
    List<SweepStore.Member> members = run(spec, "tpe");
    assertThat(low(members)).hasSize(24);
    List<DecisionStore.Decision> decisions = new DecisionStore(database).of("tpe", 100);
    assertThat(decisions).hasSize(18);
    assertThat(decisions)
        .allSatisfy(d -> assertThat(d.kind()).isEqualTo("SUGGESTED"))
        .allSatisfy(d -> assertThat(d.reason()).startsWith("tpe: like the best"));
    assertThat(platform.trainer().most()).isLessThanOrEqualTo(3);
  }

  /** One at a time: what it chooses depends on the order in which results come. */
  @Test
  void tpeComesToBetterTrials() {
    SweepSpec spec =
        sweep("better", ALONE, "method: tpe\n  trials: 24\n  startup: 6\n  seed: 3", 1);
    List<SweepStore.Member> low = low(run(spec, "better"));
    assertThat(meanAp(low.subList(18, 24))).isGreaterThan(meanAp(low.subList(0, 6)) + 0.03);
  }

  private static double meanAp(List<SweepStore.Member> members) {
    return members.stream().mapToDouble(m -> m.trial().ap()).average().orElseThrow();
  }

  @Test
  void oneAtATimeTheSameFileComesToTheSameTrials() {
    String search = "method: tpe\n  trials: 9\n  startup: 3\n  seed: 5";
    List<String> once =
        low(run(sweep("one", ALONE, search, 1), "one")).stream().map(m -> m.trial().id()).toList();
    stop();
    start();
    List<String> again =
        low(run(sweep("two", ALONE, search, 1), "two")).stream().map(m -> m.trial().id()).toList();
    assertThat(again).isEqualTo(once).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void nsga2KeepsAFrontAndEveryTrialHasItsMatchedBaseline() {
    List<SweepStore.Member> members =
        run(
            sweep("front", MATCHED, "method: nsga2\n  trials: 14\n  population: 6\n  seed: 1", 2),
            "front");
    assertThat(low(members)).hasSize(14).extracting(m -> m.trial().id()).doesNotHaveDuplicates();
    assertThat(new DecisionStore(database).of("front", 100))
        .hasSize(8)
        .allSatisfy(d -> assertThat(d.reason()).contains("child of trials"));
    List<Leaderboard.Row> rows =
        new Leaderboard(database)
            .rows(new Leaderboard.Filter(null, null, null, "front", Leaderboard.Order.AP, 1000));
    assertThat(rows).hasSize(members.size()).allSatisfy(r -> assertThat(r.equalBudget()).isTrue());
    assertThat(rows.stream().filter(r -> r.name().startsWith("low-")))
        .allSatisfy(r -> assertThat(r.savingPercent()).isPositive())
        .allSatisfy(r -> assertThat(r.scoreDifference()).isBetween(-0.0641, 0.0));
    assertThat(rows.stream().filter(Leaderboard.Row::baseline)).hasSize(members.size() - 14);
  }
}
