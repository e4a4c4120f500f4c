package dev.lorsbench.orchestrator;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Origin;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.FakeTrainer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What people ask of sweeps that run, whichever Temporal server drives them. */
abstract class SteeringScenarios extends SweepScenarios {
  /** Holds a trial before its seventh step, after the checkpoint of its fifth. */
  private void hold(SweepSpec spec, int trial, Semaphore released) {
    platform
        .trainer()
        .script(
            id(spec, trial),
            (attempt, step) -> {
              if (step == 7) {
                holdUntil(released).at(attempt, step);
              }
            });
  }

  private void holds(SweepSpec spec, int trial) {
    platform.begun(id(spec, trial));
    Await.until("it holds at step 7", () -> platform.losses(id(spec, trial)) == 6);
  }

  private List<String> audit(String sweep) {
    return new EventStore(database)
        .ofSweep(sweep, 100).stream().map(EventStore.Event::kind).toList();
  }

  @Test
  void aPausedSweepGivesItsTrialsBackAndResumedGoesOnFromTheirCheckpoints() {
    SweepSpec spec = TestSweeps.of(2, 1);
    Semaphore released = new Semaphore(0);
    hold(spec, 0, released);
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    platform.control().steering().pause(sweep);
    Await.until("it waits", () -> platform.trial(id(spec, 0)).state() == TrialState.QUEUED);
    assertThat(platform.sweep(sweep).paused()).isTrue();
    assertThat(platform.attempts(id(spec, 1))).isZero();
    assertThatThrownBy(() -> platform.control().steering().pause(sweep))
        .isInstanceOf(OrchestratorException.class)
        .hasMessage("sweep " + sweep + " is paused already");
    released.release();
    platform.control().steering().resume(sweep);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(new AttemptStore(database).of(id(spec, 0)))
        .extracting(AttemptStore.Row::outcome)
        .containsExactly("SUCCEEDED", "PAUSED");
    assertExactMetrics(id(spec, 0));
    assertExactMetrics(id(spec, 1));
    assertThat(audit(sweep)).containsSubsequence("RESUME", "PAUSE", "SUBMITTED");
  }

  @Test
  void aPausedSweepCanBeCancelled() {
    SweepSpec spec = TestSweeps.of(2, 1);
    hold(spec, 0, new Semaphore(0));
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    platform.control().steering().pause(sweep);
    Await.until("it waits", () -> platform.trial(id(spec, 0)).state() == TrialState.QUEUED);
    platform.control().cancelSweep(sweep);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.CANCELLED);
    assertThatThrownBy(() -> platform.control().steering().resume(sweep))
        .hasMessage("sweep " + sweep + " has ended");
  }

  @Test
  void aSweepIsPausedAgainAndCancelledThoughItsTrialWasStoppedBefore() {
    SweepSpec spec = TestSweeps.of(2, 1);
    hold(spec, 0, new Semaphore(0));
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    for (int attempts = 2; attempts <= 3; attempts++) {
      platform.control().steering().pause(sweep);
      Await.until("it waits", () -> platform.trial(id(spec, 0)).state() == TrialState.QUEUED);
      platform.control().steering().resume(sweep);
      int begun = attempts;
      Await.until("it goes on", () -> platform.attempts(id(spec, 0)) == begun);
    }
    platform.control().cancelSweep(sweep);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.CANCELLED);
    assertThat(new AttemptStore(database).of(id(spec, 0)))
        .extracting(AttemptStore.Row::outcome)
        .containsExactly("CANCELLED", "PAUSED", "PAUSED");
  }

  @Test
  void aTrialOfAPausedSweepGoesOnWhereAnotherSweepWantsIt() {
    SweepSpec spec = TestSweeps.of(1, 1);
    Semaphore released = new Semaphore(0);
    hold(spec, 0, released);
    String first = platform.control().submit(spec);
    holds(spec, 0);
    String second = platform.control().submit(spec);
    platform.control().steering().pause(first);
    // The in-JVM server cannot cancel what ends at that moment; see docs/decisions/0009.
    Await.until("it goes on there", () -> platform.attempts(id(spec, 0)) == 2);
    released.release();
    assertThat(platform.ended(second).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.sweep(first).endedAt()).isNull();
    platform.control().steering().resume(first);
    assertThat(platform.ended(first).state()).isEqualTo(TrialState.SUCCEEDED);
    assertExactMetrics(id(spec, 0));
  }

  @Test
  void moreTrialsRunAtOnceWhereThatIsAskedFor() {
    SweepSpec spec = TestSweeps.of(4, 1);
    Semaphore released = new Semaphore(0);
    for (int i = 0; i < 4; i++) {
      hold(spec, i, released);
    }
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    platform.control().steering().parallelism(sweep, 3);
    holds(spec, 1);
    holds(spec, 2);
    released.release();
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.trainer().most()).isEqualTo(3);
    assertThat(audit(sweep)).contains("PARALLELISM");
    assertThatThrownBy(() -> platform.control().steering().parallelism(sweep, 2))
        .hasMessage("sweep " + sweep + " has ended");
  }

  @Test
  void whatIsNotAllowedIsRefusedAndLeavesNoLine() {
    SweepSpec spec = TestSweeps.of(1, 1);
    hold(spec, 0, new Semaphore(0));
    String sweep = platform.control().submit(spec);
    Steering steering = platform.control().steering();
    assertThatThrownBy(() -> steering.parallelism(sweep, 0))
        .hasMessage("parallelism is 0; allowed is 1 to 1000");
    assertThatThrownBy(() -> steering.priority(sweep, 6))
        .hasMessage("priority is 6; allowed is 1 to 5");
    assertThatThrownBy(() -> steering.resume(sweep))
        .hasMessage("sweep " + sweep + " is not paused");
    assertThatThrownBy(() -> steering.pause("none")).hasMessageContaining("there is no sweep none");
    assertThatThrownBy(() -> steering.stop("none")).hasMessageContaining("there is no trial none");
    assertThat(audit(sweep)).containsExactly("SUBMITTED");
    steering.priority(sweep, 1);
    assertThat(platform.sweep(sweep).priority()).isEqualTo(1);
    assertThat(audit(sweep)).containsExactly("PRIORITY", "SUBMITTED");
    platform.control().cancelSweep(sweep);
    platform.ended(sweep);
  }

  @Test
  void nothingIsDoneToWhatHasEndedAndNoLineSaysThatItWas() {
    SweepSpec spec = TestSweeps.of(2, 1);
    String sweep = platform.control().submit(spec);
    platform.ended(sweep);
    String trial = id(spec, 1);
    Control control = platform.control();
    Steering steering = control.steering();
    List<String> before = lines(sweep, trial);
    Map<String, ThrowingCallable> operations =
        Map.ofEntries(
            Map.entry("pause", () -> steering.pause(sweep)),
            Map.entry("resume", () -> steering.resume(sweep)),
            Map.entry("set parallelism", () -> steering.parallelism(sweep, 2)),
            Map.entry("set a class's parallelism", () -> steering.parallelism(sweep, "gpu.1", 2)),
            Map.entry("set priority", () -> steering.priority(sweep, 1)),
            Map.entry("cancel", () -> control.cancelSweep(sweep)),
            Map.entry("cancel a trial", () -> control.cancelTrial(trial)),
            Map.entry("retry", () -> control.retrySweep(sweep)),
            Map.entry("retry a trial", () -> control.retryTrial(trial)),
            Map.entry("stop", () -> steering.stop(trial)),
            Map.entry("extend by nothing", () -> steering.extendSweep(sweep, 100)),
            Map.entry("extend a trial by nothing", () -> steering.extend(trial, 100)));
    operations.forEach(
        (name, operation) ->
            assertThatThrownBy(operation)
                .as(name)
                .isInstanceOf(OrchestratorException.class)
                .hasMessageMatching(".*(%s|%s).*".formatted(sweep, trial)));
    assertThat(lines(sweep, trial)).isEqualTo(before);
    assertThat(platform.sweep(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.sweep(sweep).priority()).isEqualTo(3);
  }

  private List<String> lines(String sweep, String trial) {
    EventStore events = new EventStore(database);
    return Stream.concat(events.ofSweep(sweep, 100).stream(), events.ofTrial(trial, 100).stream())
        .map(e -> e.kind() + " " + e.message())
        .toList();
  }

  @Test
  void whatIsBeingCancelledIsAskedOnceAndSteeredNoMore() {
    SweepSpec spec = TestSweeps.of(2, 1);
    Semaphore released = new Semaphore(0);
    hold(spec, 0, released);
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    // As the ledger has it while Temporal has yet to hear of it.
    assertThat(new SweepStore(database).askCancel(sweep)).isTrue();
    Steering steering = platform.control().steering();
    assertThatThrownBy(() -> steering.pause(sweep))
        .hasMessage("sweep " + sweep + " is being cancelled");
    assertThatThrownBy(() -> steering.priority(sweep, 1))
        .hasMessage("sweep " + sweep + " is being cancelled");
    assertThatThrownBy(() -> platform.control().retrySweep(sweep))
        .hasMessage("sweep " + sweep + " is being cancelled");
    platform.control().cancelSweep(sweep);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.CANCELLED);
    assertThat(audit(sweep)).containsExactly("CANCELLED", "CANCEL", "SUBMITTED");
  }

  @Test
  void addedTrialsRunBehindTheOthersAndTakeASweepUpAgainThatHadEnded() {
    SweepSpec spec = TestSweeps.of(1, 1);
    String sweep = platform.control().submit(spec);
    platform.ended(sweep);
    TrialSpec low = TestSweeps.of(2, 1).trials().get(1);
    SweepSpec more = new SweepSpec("more", 1, low.name(), List.of(low));
    assertThat(platform.control().steering().add(sweep, more)).isEqualTo(2);
    assertThat(platform.ended(sweep).trials()).isEqualTo(2);
    assertThat(platform.sweep(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertExactMetrics(low.id());
    assertThatThrownBy(() -> platform.control().steering().add(sweep, more))
        .isInstanceOf(OrchestratorException.class)
        .hasMessage(
            "sweep %s has a trial named low0 already; name the new one otherwise".formatted(sweep));
    assertThat(audit(sweep)).containsSubsequence("ENDED", "ADDED", "ENDED", "SUBMITTED");
  }

  @Test
  void aTrialStoppedEarlyKeepsItsResultAndGoesOnWhereItIsTriedAgain() {
    SweepSpec spec = TestSweeps.of(1, 1);
    String trial = id(spec, 0);
    Semaphore released = new Semaphore(0);
    hold(spec, 0, released);
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    platform.control().steering().stop(trial);
    released.release();
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.trial(trial).message()).isEqualTo("stopped at step 7 of 100, as asked");
    assertThat(platform.trial(trial).step()).isEqualTo(7);
    assertThatThrownBy(() -> platform.control().steering().stop(trial))
        .hasMessageContaining("is SUCCEEDED and cannot be stopped");
    platform.control().retryTrial(trial);
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.trial(trial).step()).isEqualTo(FakeTrainer.STEPS);
    assertThat(platform.trial(trial).message()).isEmpty();
    assertExactMetrics(trial);
  }

  @Test
  void aTrialTriedAgainBeforeTemporalHearsOfItsResultGoesOn() {
    SweepSpec spec = TestSweeps.of(1, 1);
    String trial = id(spec, 0);
    Semaphore released = new Semaphore(0);
    hold(spec, 0, released);
    platform
        .trainer()
        .recorded(
            attempt -> {
              if (attempt.fence() == 1) {
                platform.control().retryTrial(trial);
              }
            });
    String sweep = platform.control().submit(spec);
    holds(spec, 0);
    platform.control().steering().stop(trial);
    released.release();
    assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(platform.attempts(trial)).isEqualTo(2);
    assertThat(platform.trial(trial).step()).isEqualTo(FakeTrainer.STEPS);
    assertExactMetrics(trial);
  }

  @Test
  void aTrialThatIsGivenMoreStepsGoesOnAsANewOneBesideWhatItCameTo() {
    SweepSpec spec = TestSweeps.of(2, 1);
    String sweep = platform.control().submit(spec);
    Steering steering = platform.control().steering();
    platform.begun(id(spec, 1));
    platform.ended(sweep);
    assertThatThrownBy(() -> steering.extend(id(spec, 1), 100))
        .isInstanceOf(OrchestratorException.class)
        .hasMessage(
            "trial %s has 100 steps already; steps must be more than that".formatted(id(spec, 1)));
    assertThatThrownBy(() -> steering.extend("none", 200))
        .hasMessageContaining("there is no trial none");
    assertThatThrownBy(() -> steering.extendSweep(sweep, 100))
        .hasMessageContaining("no trial that has succeeded with fewer than 100 steps");
    assertThat(steering.extendSweep(sweep, 250)).containsExactly("full-to-250", "low0-to-250");
    assertThat(platform.ended(sweep).trials()).isEqualTo(4);
    List<Leaderboard.Row> rows =
        new Leaderboard(database)
            .rows(new Leaderboard.Filter(null, null, null, sweep, Leaderboard.Order.AP, 10));
    assertThat(rows).hasSize(4).allSatisfy(r -> assertThat(r.equalBudget()).as(r.name()).isTrue());
    TrialSpec longer = spec.trials().get(1).extended("low0-to-250", 10, 250);
    assertThat(platform.trial(longer.id()).step()).isEqualTo(20);
    assertThat(platform.trial(longer.id()).spec().origin().orElseThrow())
        .isEqualTo(new Origin(id(spec, 1), 10));
    assertThat(platform.trial(id(spec, 1)).step()).as("what it came to").isEqualTo(10);
    assertThat(audit(sweep)).containsSubsequence("ENDED", "EXTENDED", "EXTENDED", "ENDED");
    assertThatThrownBy(() -> steering.extend(id(spec, 1), 250))
        .hasMessageContaining("has a trial named low0-to-250 already");
  }
}
