package dev.lorsbench.orchestrator;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.failure;
import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.FakeTrainer;
import dev.lorsbench.orchestrator.testing.Platform;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must hold of sweeps, whichever Temporal server drives them. */
abstract class SweepScenarios {
  Database database;
  Platform platform;

  /** Host and port of the server; skips the test where there is none. */
  abstract String target();

  @BeforeEach
  void start() {
    String target = target();
    database = TestLedger.fresh();
    platform = new Platform(target, database);
  }

  @AfterEach
  void stop() {
    if (platform != null) {
      platform.close();
    }
    if (database != null) {
      database.close();
    }
  }

  static String id(SweepSpec spec, int trial) {
    return spec.trials().get(trial).id();
  }

  void assertExactMetrics(String trial) {
    List<Metric> expected =
        LongStream.rangeClosed(1, FakeTrainer.STEPS)
            .mapToObj(step -> new Metric("loss", step, FakeTrainer.value(trial, step)))
            .toList();
    assertThat(new MetricStore(database).series(trial, "loss", 1000)).isEqualTo(expected);
  }

  @Test
  void trialsRunAtMostSoManyAtOnceAndEndWithResults() {
    SweepSpec spec = TestSweeps.of(6, 2);
    String sweep = platform.control().submit(spec);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.trainer().most()).isLessThanOrEqualTo(2);
    for (int i = 0; i < 6; i++) {
      assertThat(platform.attempts(id(spec, i))).isEqualTo(1);
      assertExactMetrics(id(spec, i));
    }
  }

  @Test
  void oneFailedTrialDoesNotEndTheSweepAndIsNotRepeated() {
    SweepSpec spec = TestSweeps.of(3, 1);
    platform
        .trainer()
        .script(
            id(spec, 1),
            (attempt, step) -> {
              throw failure(Failure.DIVERGED, "the loss is NaN at step 3");
            });
    String sweep = platform.control().submit(spec);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.FAILED);
    assertThat(platform.sweep(sweep).succeeded()).isEqualTo(2);
    assertThat(platform.trial(id(spec, 1)).failure()).contains(Failure.DIVERGED);
    assertThat(platform.trial(id(spec, 1)).message()).isEqualTo("the loss is NaN at step 3");
    assertThat(platform.attempts(id(spec, 1))).isEqualTo(1);
  }

  @Test
  void whatMayPassIsRepeatedFromTheLastCheckpointWithoutAMetricTwiceOrMissing() {
    SweepSpec spec = TestSweeps.of(1, 1);
    platform
        .trainer()
        .script(
            id(spec, 0),
            (attempt, step) -> {
              if (step == 8 && attempt.fence() < 3) {
                throw failure(Failure.STORAGE, "no space left");
              }
            });
    platform.ended(platform.control().submit(spec));
    assertThat(platform.trial(id(spec, 0)).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.attempts(id(spec, 0))).isEqualTo(3);
    assertExactMetrics(id(spec, 0));
  }

  @Test
  void aCancelledTrialEndsAndItsSweepGoesOn() {
    SweepSpec spec = TestSweeps.of(2, 1);
    platform.trainer().script(id(spec, 0), holdUntil(new Semaphore(0)));
    String sweep = platform.control().submit(spec);
    platform.begun(id(spec, 0));
    platform.control().cancelTrial(id(spec, 0));
    platform.ended(sweep);
    assertThat(platform.trial(id(spec, 0)).state()).isEqualTo(TrialState.CANCELLED);
    assertThat(platform.trial(id(spec, 1)).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThatThrownBy(() -> platform.control().cancelTrial(id(spec, 0)))
        .isInstanceOf(OrchestratorException.class)
        .hasMessageContaining("has ended already");
  }

  @Test
  void aCancelledSweepStopsWhatRunsAndBeginsNothingMore() {
    SweepSpec spec = TestSweeps.of(3, 1);
    platform.trainer().script(id(spec, 0), holdUntil(new Semaphore(0)));
    String sweep = platform.control().submit(spec);
    platform.begun(id(spec, 0));
    platform.control().cancelSweep(sweep);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.CANCELLED);
    for (int i = 0; i < 3; i++) {
      assertThat(platform.trial(id(spec, i)).state()).isEqualTo(TrialState.CANCELLED);
    }
    assertThat(platform.attempts(id(spec, 1))).isZero();
  }

  @Test
  void theSameTrialSubmittedTwiceIsOneTrialUnlessAskedForAnew() {
    SweepSpec spec = TestSweeps.of(2, 2, 7);
    platform.ended(platform.control().submit(spec));
    assertThat(platform.ended(platform.control().submit(spec)).state())
        .isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.attempts(id(spec, 0))).isEqualTo(1);
    platform.ended(platform.control().submit(spec, true));
    assertThat(platform.attempts(id(spec, 0))).isEqualTo(2);
    assertExactMetrics(id(spec, 0));
  }

  @Test
  void aTrialOfTwoSweepsRunsOnceAndOutlivesTheCancelOfOne() {
    SweepSpec spec = TestSweeps.of(1, 1);
    Semaphore released = new Semaphore(0);
    platform.trainer().script(id(spec, 0), holdUntil(released));
    String first = platform.control().submit(spec);
    platform.begun(id(spec, 0));
    String second = platform.control().submit(spec);
    platform.control().cancelSweep(first);
    platform.ended(first);
    released.release();
    assertThat(platform.ended(second).state()).isEqualTo(TrialState.SUCCEEDED);
    assertExactMetrics(id(spec, 0));
  }

  @Test
  void failedTrialsAreTriedAgainWhileTheSweepRunsAndAfterIt() {
    SweepSpec spec = TestSweeps.of(2, 2);
    Semaphore released = new Semaphore(0);
    platform.trainer().script(id(spec, 0), holdUntil(released));
    platform
        .trainer()
        .script(
            id(spec, 1),
            (attempt, step) -> {
              if (attempt.fence() < 3) {
                throw failure(Failure.BAD_DATA, "image 7 is corrupt");
              }
            });
    String sweep = platform.control().submit(spec);
    Await.until("it failed", () -> platform.trial(id(spec, 1)).state() == TrialState.FAILED);
    platform.control().retryTrial(id(spec, 1));
    Await.until("it failed again", () -> platform.attempts(id(spec, 1)) == 2);
    released.release();
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.FAILED);
    assertThat(platform.control().retrySweep(sweep)).isEqualTo(1);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.attempts(id(spec, 0))).isEqualTo(1);
    assertThatThrownBy(() -> platform.control().retrySweep(sweep))
        .isInstanceOf(OrchestratorException.class)
        .hasMessage(
            "sweep %s has no trial that failed or was cancelled; there is nothing to queue again"
                .formatted(sweep));
  }
}
