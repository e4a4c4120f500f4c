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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    for (int turn = 21; turn <= 20 + Failure.WORKER_LOST.attempts(); turn++) {
      begin("first", turn);
    }
    assertEndsInVain(Failure.WORKER_LOST);
  }

  private void assertEndsInVain(Failure failure) {
    assertThat(attempts.begin(new Turn(trial, "first", 1000), "worker")).isEmpty();
    Trial ended = trials.find(trial).orElseThrow();
    assertThat(ended.state()).isEqualTo(TrialState.FAILED);
    assertThat(ended.failure()).contains(failure);
    assertThat(ended.message())
        .isEqualTo(failure.attempts() + " attempts in a row ended without a new checkpoint");
  }

  @ParameterizedTest
  @EnumSource(names = {"STORAGE", "STALLED", "OUT_OF_MEMORY"})
  void eachClassHasItsOwnNumberOfAttemptsInVain(Failure failure) {
    for (int turn = 1; turn <= failure.attempts(); turn++) {
      attempts.end(begin("first", turn), failure, "one line");
    }
    assertEndsInVain(failure);
  }

  @Test
  void whatAWorkerGaveBackIsQueuedWithItsReasonAndNeverCounted() {
    for (int turn = 1; turn <= 100; turn++) {
      attempts.end(begin("first", turn), Failure.PREEMPTED, "stopped at step 7");
      Trial waiting = trials.find(trial).orElseThrow();
      assertThat(waiting.state()).isEqualTo(TrialState.QUEUED);
      assertThat(waiting.failure()).contains(Failure.PREEMPTED);
      assertThat(waiting.message()).isEqualTo("stopped at step 7");
    }
    begin("first", 101);
    assertThat(trials.find(trial).orElseThrow().state()).isEqualTo(TrialState.RUNNING);
    assertThat(trials.find(trial).orElseThrow().failure()).isEmpty();
  }

  @Test
  void theEndOfAnAttemptThatLostItsTrialChangesNothingOfIt() {
    Attempt lost = begin("first", 1);
    begin("first", 2);
    attempts.end(lost, Failure.PREEMPTED, "late");
    assertThat(trials.find(trial).orElseThrow().state()).isEqualTo(TrialState.RUNNING);
    assertThat(trials.find(trial).orElseThrow().failure()).isEmpty();
  }

  @Test
  void memoryThatRanOutIsMarkedWhereTheTrialGoesOnWithHalfTheBatch() {
    attempts.halve(begin("first", 1), "out of memory at step 1");
    assertThat(trials.find(trial).orElseThrow().halved()).isTrue();
    assertThat(trials.find(trial).orElseThrow().state()).isEqualTo(TrialState.QUEUED);
    begin("first", 2);
    assertThat(trials.find(trial).orElseThrow().halved()).isTrue();
  }

  @Test
  void theLastOfAMetricWrittenTwiceInOneBatchCounts() {
    Attempt attempt = begin("first", 1);
    metrics.record(attempt, List.of());
    metrics.record(attempt, List.of(new Metric("loss", 1, 5), new Metric("loss", 1, 6)));
    assertThat(metrics.series(trial, "loss", 10)).containsExactly(new Metric("loss", 1, 6));
  }
}
