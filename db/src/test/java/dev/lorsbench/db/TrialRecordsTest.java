package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialResult;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger keeps of a trial once its worker has left and its lists have grown long. */
class TrialRecordsTest {
  private static final Database DATABASE = TestLedger.fresh();

  private final TrialStore trials = new TrialStore(DATABASE);
  private final AttemptStore attempts = new AttemptStore(DATABASE);
  private final EvaluationStore evaluations = new EvaluationStore(DATABASE);
  private String trial;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void oneSweep() {
    SweepSpec spec = TestSweeps.of(1, 1);
    trial = spec.trials().get(0).id();
    new SweepStore(DATABASE).create("sweep-" + trial, spec);
    trials.order(trial, "run");
  }

  private Attempt begin(String worker) {
    return attempts.begin(new Turn(trial, "run", 1), worker).orElseThrow();
  }

  @Test
  void anAttemptKeepsWhereItRanWhenItsWorkerLeaves() {
    WorkerStore workers = new WorkerStore(DATABASE);
    workers.seen(
        new WorkerStore.Row(
            "box:7", "box", 7, "train.odd", "cuda:1", "1.2.3", "gpu:1", 1e4, null, null, null));
    Attempt attempt = begin("box:7");
    assertThat(attempts.of(trial).get(0).fromStep()).isNull();
    workers.gone("box:7");
    assertThat(workers.alive()).isEmpty();
    AttemptStore.Row row = attempts.of(trial).get(0);
    assertThat(row.host()).isEqualTo("box");
    assertThat(row.where()).isEqualTo("gpu:1 · cuda:1 · 1.2.3");
    trials.succeed(attempt, new TrialResult(10, 1, 0.5, 0.5, 0.5, 3, Double.NaN));
    assertThat(trials.find(trial).orElseThrow().peakMib()).isNaN();
    PastRuns past = new PastRuns(DATABASE);
    assertThat(past.finished(TaskKind.DETECTION, "train.cpu", 9)).isEmpty();
    assertThat(past.finished(TaskKind.DETECTION, "train.odd", 9)).hasSize(1);
  }

  @Test
  void anAttemptOfAWorkerWithoutARowIsKeptWithoutItsPlace() {
    begin("nobody");
    AttemptStore.Row row = attempts.of(trial).get(0);
    assertThat(row.worker()).isEqualTo("nobody");
    assertThat(row.host()).isNull();
    assertThat(row.where()).isEmpty();
  }

  @Test
  void aSizeThatIsExpectedIsShownUntilTheWorkerHasCounted() {
    trials.expectedParameters(Map.of(trial, 42L));
    assertThat(trials.find(trial).orElseThrow().decoderParameters()).isEqualTo(42);
    Attempt attempt = begin("worker");
    trials.decoderParameters(attempt, 43);
    trials.expectedParameters(Map.of(trial, 42L));
    assertThat(trials.find(trial).orElseThrow().decoderParameters()).isEqualTo(43);
  }

  @Test
  void theNewestEvaluationsStayAndAllAreCounted() {
    Attempt attempt = begin("worker");
    for (int step = 1; step <= 12; step++) {
      evaluations.record(attempt, new Evaluation(step, 0.1, 0.2, 0.1, -1, -1, -1, 2));
    }
    assertThat(evaluations.count(trial)).isEqualTo(12);
    assertThat(evaluations.newest(trial, 5))
        .extracting(Evaluation::step)
        .containsExactly(8L, 9L, 10L, 11L, 12L);
    assertThat(evaluations.of(trial)).hasSize(12);
  }
}
