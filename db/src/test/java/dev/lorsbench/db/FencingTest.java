package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may write for a trial, and until when. */
class FencingTest {
  private static final Database DATABASE = TestLedger.fresh();

  private final SweepStore sweeps = new SweepStore(DATABASE);
  private final TrialStore trials = new TrialStore(DATABASE);
  private final AttemptStore attempts = new AttemptStore(DATABASE);
  private final MetricStore metrics = new MetricStore(DATABASE);
  private final CheckpointStore checkpoints = new CheckpointStore(DATABASE);
  private String trial;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void freshTrial() {
    SweepSpec spec = TestSweeps.of(1, 1);
    trial = spec.trials().get(0).id();
    sweeps.create("sweep-" + trial, spec);
    trials.order(trial, "first");
  }

  private Attempt begin(String run, int turn) {
    return attempts.begin(new Turn(trial, run, turn), "worker").orElseThrow();
  }

  private static List<Metric> loss(long step) {
    return List.of(new Metric("loss", step, 1.0 / step));
  }

  @Test
  void aWorkerThatStalledBeforeItBeganDoesNotPushOutItsSuccessor() {
    Attempt second = begin("first", 2);
    assertThatThrownBy(() -> begin("first", 1)).isInstanceOf(FencedException.class);
    metrics.record(second, loss(1));
    assertThat(metrics.names(trial)).containsExactly("loss");
  }

  @Test
  void onlyTheNewestRunBeginsAttempts() {
    Attempt old = begin("first", 5);
    assertThat(trials.order(trial, "second")).isTrue();
    metrics.record(old, loss(1));
    assertThatThrownBy(() -> begin("first", 6)).isInstanceOf(FencedException.class);
    Attempt young = begin("second", 1);
    assertThatThrownBy(() -> metrics.record(old, loss(2))).isInstanceOf(FencedException.class);
    metrics.record(young, loss(2));
  }

  @Test
  void anAttemptAtATrialThatEndedWritesNothingMore() {
    Attempt attempt = begin("first", 1);
    assertThat(trials.end(trial, TrialState.FAILED, Failure.INTERNAL, "over")).isTrue();
    assertThatThrownBy(() -> metrics.record(attempt, loss(1))).isInstanceOf(FencedException.class);
    assertThat(attempts.of(trial))
        .extracting(AttemptStore.Row::outcome)
        .containsExactly("INTERNAL");
  }

  @Test
  void aWriterThatRacesWithItsSuccessorWritesAllOfABatchOrNothingAndNothingAfter() {
    Attempt old = begin("first", 1);
    CountDownLatch writing = new CountDownLatch(3);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (long step = 1; ; step++) {
                metrics.record(
                    old, List.of(new Metric("a", step, step), new Metric("b", step, step)));
                writing.countDown();
              }
            });
    assertThat(writing).satisfies(CountDownLatch::await);
    begin("first", 2);
    List<Metric> a = metrics.series(trial, "a", 1_000_000);
    assertThatThrownBy(writer::join).hasCauseInstanceOf(FencedException.class);
    assertThat(metrics.series(trial, "a", 1_000_000)).isEqualTo(a);
    assertThat(metrics.series(trial, "b", 1_000_000)).hasSameSizeAs(a);
  }

  @Test
  void attemptsWithoutACheckpointAreCountedAndThoseWithOneAreNot() {
    for (int turn = 1; turn <= 20; turn++) {
      Attempt attempt = begin("first", turn);
      checkpoints.record(attempt, new CheckpointStore.Pointer(turn, attempt.fence(), "/c", "0", 1));
    }
    for (int turn = 21; turn <= 20 + AttemptStore.FRUITLESS; turn++) {
      begin("first", turn);
    }
    Turn last = new Turn(trial, "first", 100);
    assertThat(attempts.begin(last, "worker")).isEmpty();
    Trial ended = trials.find(trial).orElseThrow();
    assertThat(ended.failure()).contains(Failure.WORKER_LOST);
    assertThat(ended.message()).contains("without a new checkpoint");
  }

  @Test
  void theLastOfAMetricWrittenTwiceInOneBatchCounts() {
    Attempt attempt = begin("first", 1);
    metrics.record(attempt, List.of());
    metrics.record(attempt, List.of(new Metric("loss", 1, 5), new Metric("loss", 1, 6)));
    assertThat(metrics.series(trial, "loss", 10)).containsExactly(new Metric("loss", 1, 6));
  }
}
