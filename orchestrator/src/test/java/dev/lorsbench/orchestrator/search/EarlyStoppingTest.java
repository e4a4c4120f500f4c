package dev.lorsbench.orchestrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.DecisionStore.Case;
import dev.lorsbench.db.DecisionStore.Measured;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.StoppingRule;
import dev.lorsbench.experiment.SweepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  private static final StoppingRule ASHA = new StoppingRule(StoppingRule.Kind.ASHA, 10, 3, 1);
  private static final StoppingRule MEDIAN = new StoppingRule(StoppingRule.Kind.MEDIAN, 10, 3, 3);

  private static boolean goesOn(StoppingRule rule, long step, List<Measured> measured) {
    return Stopping.of(rule).judge(new Case("me", step, rule, measured)).orElseThrow().goesOn();
  }

  @Test
  void ofNineAtARungTheBestThreeGoOn() {
    for (int place = 1; place <= 9; place++) {
      List<Measured> rung = new ArrayList<>();
      for (int other = 1; other <= 8; other++) {
        double score = (other < place ? 100 : 0) - other;
        rung.add(new Measured("t" + other, 10, score));
      }
      rung.add(new Measured("me", 10, 50));
      assertThat(goesOn(ASHA, 10, rung)).as("place %d", place).isEqualTo(place <= 3);
    }
  }

  @Test
  void rungsLieAtPowersAndEachJudgesTheFirstEvaluationBehindIt() {
    List<Measured> alone =
        List.of(new Measured("me", 8, 0), new Measured("me", 16, 0), new Measured("me", 24, 0));
    assertThat(Stopping.of(ASHA).judge(new Case("me", 8, ASHA, alone))).isEmpty();
    assertThat(Stopping.of(ASHA).judge(new Case("me", 16, ASHA, alone)).orElseThrow().reason())
        .isEqualTo(
            "asha: 0.0000 at step 16 is number 1 of 1 at the rung of 10 steps; the best 1 go on");
    assertThat(Stopping.of(ASHA).judge(new Case("me", 24, ASHA, alone))).isEmpty();
    List<Measured> third = new ArrayList<>(alone);
    third.add(new Measured("me", 32, 0));
    assertThat(Stopping.of(ASHA).judge(new Case("me", 32, ASHA, third)).orElseThrow().reason())
        .contains("rung of 30 steps");
  }

  @Test
  void theMedianIsThatOfTheOthersMeansUpToTheSameStep() {
    List<Measured> others = new ArrayList<>();
    for (int t = 1; t <= 3; t++) {
      others.add(new Measured("t" + t, 10, 0.1 * t));
      others.add(new Measured("t" + t, 20, 0.3 * t)); // means 0.2, 0.4, 0.6
      others.add(new Measured("t" + t, 30, 9));
    }
    others.add(new Measured("young", 10, 9));
    for (double best : new double[] {0.39, 0.41}) {
      List<Measured> all = new ArrayList<>(others);
      all.add(new Measured("me", 10, best));
      all.add(new Measured("me", 20, 0));
      assertThat(goesOn(MEDIAN, 20, all)).isEqualTo(best > 0.4);
    }
    others.removeIf(m -> m.trial().equals("t1"));
    assertThat(goesOn(MEDIAN, 20, others)).isTrue();
  }

  /** A ledger in which trials are evaluated one after the other. */
  private static final class Ledger implements AutoCloseable {
    final Database database = TestLedger.fresh();
    final TrialStore trials = new TrialStore(database);
    final DecisionStore decisions = new DecisionStore(database);

    SweepSpec submit(String id, String more) {
      String yaml =
          """
          name: stop
          train: {steps: 90, evaluate_every: 10}
          trials:
            - {name: full, model: adamixer-tiny}
            - {name: a, model: lors-tiny, train: {seed: 1}}
            - {name: b, model: lors-tiny, train: {seed: 2}}
            - {name: c, model: lors-tiny, train: {seed: 3}}
            - {name: d, model: lors-tiny, train: {seed: 4}}
          """;
      SweepSpec spec =
          SweepSpec.parse(
              yaml + more, "s", Optional.of(DataConfig.folder("/d").withFingerprint("print")));
      assertThat(new SweepStore(database).create(id, spec)).isTrue();
      return spec;
    }

    Attempt begin(String trial) {
      trials.order(trial, "run");
      return new AttemptStore(database).begin(new Turn(trial, "run", 1), "w").orElseThrow();
    }

    boolean stopsAfter(Attempt attempt, long step, double ap) {
      new EvaluationStore(database)
          .record(attempt, new Evaluation(step, ap, ap, ap, -1, -1, -1, 1));
      return new EarlyStopping(database).evaluated(attempt.trial(), step);
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private static final String RULE = "early_stopping: {rule: asha, first: 10, factor: 3}\n";

  @Test
  void theLedgerHasEachDecisionOnceWithItsReason() {
    try (Ledger ledger = new Ledger()) {
      SweepSpec spec = ledger.submit("stop", RULE);
      List<Attempt> attempts = spec.trials().stream().map(t -> ledger.begin(t.id())).toList();
      assertThat(ledger.stopsAfter(attempts.get(0), 10, 0.0)).as("a full run").isFalse();
      assertThat(ledger.stopsAfter(attempts.get(1), 10, 0.3)).as("the first").isFalse();
      assertThat(ledger.stopsAfter(attempts.get(2), 10, 0.2)).as("second of two").isTrue();
      assertThat(ledger.stopsAfter(attempts.get(3), 10, 0.4)).as("first of three").isFalse();
      assertThat(ledger.stopsAfter(attempts.get(4), 10, 0.35)).as("second of four").isFalse();
      assertThat(ledger.stopsAfter(attempts.get(4), 90, 0.0)).as("at the last step").isFalse();
      assertThat(
              new Leaderboard(ledger.database)
                  .rows(Leaderboard.Filter.all()).stream()
                      .filter(r -> !r.equalBudget())
                      .map(Leaderboard.Row::name))
          .containsExactly("b");
      // Evaluated again, as after a kill, it is judged as it was, though others have come since.
      assertThat(ledger.stopsAfter(attempts.get(1), 10, 0.3)).isFalse();
      assertThat(ledger.decisions.of("stop", 10))
          .extracting(DecisionStore.Decision::name, DecisionStore.Decision::kind)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("d", "GOES_ON"),
              org.assertj.core.groups.Tuple.tuple("c", "GOES_ON"),
              org.assertj.core.groups.Tuple.tuple("b", "STOPPED"),
              org.assertj.core.groups.Tuple.tuple("a", "GOES_ON"));
      assertThat(ledger.decisions.of("stop", 10).get(2).reason())
          .isEqualTo(
              "asha: 0.2000 at step 10 is number 2 of 2 at the rung of 10 steps; the best 1 go on");
    }
  }

  @Test
  void aTrialThatAnotherSweepWantsWholeGoesOn() {
    try (Ledger ledger = new Ledger()) {
      SweepSpec spec = ledger.submit("stop", RULE);
      ledger.submit("whole", "");
      Attempt a = ledger.begin(spec.trials().get(1).id());
      Attempt b = ledger.begin(spec.trials().get(2).id());
      assertThat(ledger.stopsAfter(a, 10, 0.3)).isFalse();
      assertThat(ledger.stopsAfter(b, 10, 0.2)).isFalse();
      assertThat(ledger.decisions.of("stop", 10).get(0).kind()).isEqualTo("STOPPED");
    }
  }
}
