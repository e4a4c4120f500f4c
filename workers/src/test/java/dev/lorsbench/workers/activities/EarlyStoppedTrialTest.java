package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Parallelism;
import dev.lorsbench.experiment.StoppingRule;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.orchestrator.search.EarlyStopping;
import dev.lorsbench.workers.training.Checkpoints;
import dev.lorsbench.workers.training.Progress;
import dev.lorsbench.workers.training.TinyTrial;
import dev.lorsbench.workers.training.Trainer;
import dev.lorsbench.workers.training.TrainingListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real training beside one that was better at the same step. */
class EarlyStoppedTrialTest {
  @TempDir Path temp;

  @Test
  void aTrialThatFallsBehindEndsWithItsLastEvaluationAsItsResult() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Database database =
            Database.open(
                new DatabaseConfig(
                    postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"))) {
      TrialSpec slow = TinyTrial.spec(TinyTrial.data(temp));
      TrialSpec better =
          new TrialSpec("better", slow.model(), slow.train().withSeed(9), slow.data());
      submit(database, List.of(slow, better));
      new EvaluationStore(database)
          .record(begin(database, better), new Evaluation(4, 0.9, 0.9, 0.9, -1, -1, -1, 1));
      TrialResult result = train(database, slow, begin(database, slow));
      assertThat(result.steps()).isEqualTo(4);
      assertThat(new EvaluationStore(database).of(slow.id()))
          .extracting(Evaluation::step)
          .containsExactly(4L);
      assertThat(result.ap()).isEqualTo(new EvaluationStore(database).of(slow.id()).get(0).ap());
      assertThat(new DecisionStore(database).of("halving", 9))
          .singleElement()
          .satisfies(d -> assertThat(d.kind()).isEqualTo("STOPPED"))
          .satisfies(d -> assertThat(d.reason()).contains("number 2 of 2 at the rung of 3 steps"));
    }
  }

  private static void submit(Database database, List<TrialSpec> trials) {
    SweepSpec sweep =
        new SweepSpec(
            "halving",
            Parallelism.of(1),
            "better",
            trials,
            Map.of(),
            Optional.empty(),
            Optional.of(new StoppingRule(StoppingRule.Kind.ASHA, 3, 3, 1)),
            Optional.empty());
    new SweepStore(database).create("halving", sweep);
  }

  private static Attempt begin(Database database, TrialSpec trial) {
    new TrialStore(database).order(trial.id(), "run");
    return new AttemptStore(database).begin(new Turn(trial.id(), "run", 1), "w").orElseThrow();
  }

  private TrialResult train(Database database, TrialSpec trial, Attempt attempt) {
    LedgerPatience patience = new LedgerPatience(Duration.ofSeconds(30));
    JudgedMetrics metrics =
        new JudgedMetrics(
            new LedgerMetrics(
                attempt, new MetricStore(database), new EvaluationStore(database), patience),
            attempt,
            new EarlyStopping(database),
            patience);
    TrainingListener watch =
        new TrainingListener() {
          @Override
          public void progress(Progress p, boolean logged) {}

          @Override
          public void warning(String line) {}

          @Override
          public boolean finishes() {
            return new SteeringStore(database).finishAsked(trial.id());
          }

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    try (Trainer trainer =
        Trainer.open(
            trial,
            TinyTrial.OPTIONS,
            new Checkpoints(temp.resolve("run"), trial.id()),
            metrics,
            watch)) {
      return trainer.run();
    }
  }
}
