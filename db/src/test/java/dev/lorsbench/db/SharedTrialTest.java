package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trials that several sweeps have. */
class SharedTrialTest {
  private static final Database DATABASE = TestLedger.fresh();

  private final SweepStore sweeps = new SweepStore(DATABASE);
  private final TrialStore trials = new TrialStore(DATABASE);
  private final AttemptStore attempts = new AttemptStore(DATABASE);
  private final MetricStore metrics = new MetricStore(DATABASE);
  private SweepSpec spec;
  private String trial;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void twoSweeps() {
    spec = TestSweeps.of(1, 1);
    trial = spec.trials().get(0).id();
    sweeps.create("one-" + trial, spec);
    sweeps.create("two-" + trial, spec);
  }

  private Attempt begin(String run) {
    assertThat(trials.order(trial, run)).isTrue();
    return attempts.begin(new Turn(trial, run, 1), "worker").orElseThrow();
  }

  @Test
  void theCancelOfOneSweepLeavesTheTrialToTheOther() {
    begin("first");
    assertThat(trials.idle(trial)).isFalse();
    sweeps.askCancel("one-" + trial);
    assertThat(trials.cancel(trial)).isFalse();
    assertThat(trials.state(trial)).contains(TrialState.QUEUED);
    assertThat(trials.idle(trial)).isTrue();
    sweeps.askCancel("two-" + trial);
    assertThat(trials.cancel(trial)).isTrue();
    assertThat(trials.state(trial)).contains(TrialState.CANCELLED);
  }

  private List<String> outcomes() {
    return attempts.of(trial).stream().map(AttemptStore.Row::outcome).toList();
  }

  /** As a worker tells the ledger, before the trial's workflow does. */
  private void stops(String run) {
    attempts.end(begin(run), Failure.CANCELLED, "stopped at step 7");
    assertThat(trials.state(trial)).contains(TrialState.RUNNING);
    trials.cancel(trial);
  }

  @Test
  void anAttemptThatAPauseStoppedWasNotCancelled() {
    SteeringStore steering = new SteeringStore(DATABASE);
    steering.pause("one-" + trial);
    stops("first");
    steering.pause("two-" + trial);
    stops("second");
    assertThat(trials.state(trial)).contains(TrialState.QUEUED);
    assertThat(trials.find(trial).orElseThrow().failure()).isEmpty();
    begin("third");
    steering.resume("one-" + trial); // it may come before the workflow's word
    trials.cancel(trial);
    assertThat(outcomes()).containsOnly("PAUSED").hasSize(3);
    assertThat(attempts.of(trial))
        .extracting(AttemptStore.Row::message)
        .containsExactly("paused", "stopped at step 7", "stopped at step 7");
    sweeps.askCancel("one-" + trial);
    stops("fourth");
    sweeps.askCancel("two-" + trial);
    stops("fifth");
    assertThat(outcomes()).containsExactly("CANCELLED", "CANCELLED", "PAUSED", "PAUSED", "PAUSED");
    assertThat(trials.state(trial)).contains(TrialState.CANCELLED);
  }

  @Test
  void theCancelOfTheTrialItselfEndsItInBoth() {
    begin("first");
    assertThat(trials.askCancel(trial)).isTrue();
    assertThat(trials.cancel(trial)).isTrue();
    assertThat(trials.askCancel(trial)).isFalse();
    assertThat(sweeps.end("one-" + trial)).isTrue();
    assertThat(sweeps.find("one-" + trial).orElseThrow().state()).isEqualTo(TrialState.FAILED);
  }

  @Test
  void aResultIsKeptUnlessAskedForAnewAndThenNothingOfItIsLeft() {
    Attempt attempt = begin("first");
    metrics.record(attempt, List.of(new Metric("loss", 1, 1)));
    trials.succeed(attempt, new TrialResult(100, 7, 0.5, 0.6, 0.4, 1, 1));
    sweeps.create("three-" + trial, spec, false, "train.cpu");
    assertThat(trials.state(trial)).contains(TrialState.SUCCEEDED);
    sweeps.create("four-" + trial, spec, true, "train.cpu");
    Trial anew = trials.find(trial).orElseThrow();
    assertThat(anew.state()).isEqualTo(TrialState.QUEUED);
    assertThat(anew.ap()).isNaN();
    assertThat(anew.step()).isZero();
    assertThat(metrics.names(trial)).isEmpty();
    assertThat(begin("second").fence()).isEqualTo(2);
  }

  @Test
  void sweepsWithTheSameTrialsInAnyOrderAreSubmittedAtOnce() {
    List<CompletableFuture<Boolean>> all =
        IntStream.range(0, 6)
            .mapToObj(
                i -> {
                  SweepSpec many = TestSweeps.of(40, 1, 5);
                  List<TrialSpec> order = new ArrayList<>(many.trials());
                  if (i % 2 == 1) {
                    Collections.reverse(order);
                  }
                  SweepSpec shuffled = new SweepSpec("many", 1, many.baseline(), order);
                  return CompletableFuture.supplyAsync(
                      () -> sweeps.create("many-" + i, shuffled, i % 3 == 0, "train.cpu"));
                })
            .toList();
    assertThat(all).allSatisfy(f -> assertThat(f.join()).isTrue());
    assertThat(sweeps.members("many-1", 38, 10)).hasSize(2);
    assertThat(sweeps.open("many-1", 7)).hasSize(7);
  }

  /** The end waits for the addition and must see what it waited for. */
  @Test
  void aSweepDoesNotEndWhileATrialIsAddedToIt() {
    String sweep = "one-" + trial;
    trials.end(trial, TrialState.FAILED, Failure.DIVERGED, "over");
    TrialSpec added = TestSweeps.of(2, 1).trials().get(1);
    SweepSpec more = new SweepSpec("more", 1, added.name(), List.of(added));
    CompletableFuture<Boolean> ended =
        DATABASE.inTransaction(
            h -> {
              SweepCreation.add(h, sweep, more);
              CompletableFuture<Boolean> end =
                  CompletableFuture.supplyAsync(() -> sweeps.end(sweep));
              while (!somebodyWaits(h)) {
                Thread.onSpinWait();
              }
              return end;
            });
    assertThat(ended.join()).isFalse();
    assertThat(sweeps.find(sweep).orElseThrow().endedAt()).isNull();
  }

  private static boolean somebodyWaits(Handle h) {
    return h.createQuery("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        .mapTo(boolean.class)
        .one();
  }
}
