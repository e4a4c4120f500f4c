package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastRunsTest {
  @Test
  void finishedRunsTellTheirPaceAndKnownTrialsWhereTheyStand() {
    try (Database database = TestLedger.fresh()) {
      SweepSpec spec = TestSweeps.of(3, 1);
      new SweepStore(database).create("past", spec);
      new WorkerStore(database)
          .seen(
              new WorkerStore.Row(
                  "here", "h", 1, "train.gpu.1", "cuda", "v", "", 1, null, null, null));
      finish(database, spec.trials().get(0).id(), "here", 30);
      finish(database, spec.trials().get(1).id(), "left", 40);
      PastRuns past = new PastRuns(database);
      assertThat(past.finished(TaskKind.DETECTION, "train.gpu.1", 10))
          .extracting(PastRuns.Run::seconds)
          .containsExactlyInAnyOrder(30.0, 40.0);
      assertThat(past.finished(TaskKind.DETECTION, "train.cpu", 10))
          .extracting(PastRuns.Run::spec)
          .containsExactly(spec.trials().get(1));
      assertThat(past.finished(TaskKind.CLASSIFICATION, "train.cpu", 10)).isEmpty();
      assertThat(past.states(List.of(spec.trials().get(0).id(), spec.trials().get(2).id(), "x")))
          .isEqualTo(
              Map.of(
                  spec.trials().get(0).id(), TrialState.SUCCEEDED,
                  spec.trials().get(2).id(), TrialState.QUEUED));
    }
  }

  private static void finish(Database database, String trial, String worker, double seconds) {
    TrialStore trials = new TrialStore(database);
    trials.order(trial, "run");
    Attempt attempt =
        new AttemptStore(database).begin(new Turn(trial, "run", 1), worker).orElseThrow();
    trials.succeed(attempt, new TrialResult(100, 10, 0.5, 0.6, 0.5, seconds, 300));
  }
}
