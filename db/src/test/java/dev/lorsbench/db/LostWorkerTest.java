package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker that was killed: who says so, from when on, and what goes first then. */
class LostWorkerTest {
  private Database ledger;
  private TrialStore trials;
  private WorkerStore workers;
  private String half;
  private String fresh;
  private Attempt attempt;

  @BeforeEach
  void aWorkerTrainsATrialWhileOneOfAnotherSweepWaits() {
    ledger = TestLedger.fresh();
    trials = new TrialStore(ledger);
    workers = new WorkerStore(ledger);
    half = create("half");
    fresh = create("fresh");
    workers.seen(row("killed", null));
    trials.order(half, "run");
    attempt = new AttemptStore(ledger).begin(new Turn(half, "run", 1), "killed").orElseThrow();
    workers.seen(row("next", null));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private String create(String sweep) {
    SweepSpec spec = TestSweeps.of(1, 1);
    new SweepStore(ledger).create(sweep, spec);
    return spec.trials().get(0).id();
  }

  private static WorkerStore.Row row(String id, String trial) {
    return new WorkerStore.Row(
        id, "host", 7, "train.cpu", "cpu", "0.1", "", 512, trial, null, null);
  }

  private void silentFor(String interval) {
    ledger.with(
        h ->
            h.execute(
                "UPDATE workers SET seen_at = now() - ?::interval WHERE id = 'killed'", interval));
  }

  private TrialState state() {
    return trials.find(half).orElseThrow().state();
  }

  @Test
  void everyReaderSaysSoWhileTheRowAndTheAttemptsRightToWriteStay() {
    silentFor("15 seconds");
    assertThat(state()).isEqualTo(TrialState.RUNNING);
    Map<String, String> before = new Changes(ledger).topics();
    silentFor("25 seconds");
    Trial lost = trials.find(half).orElseThrow();
    assertThat(lost.state()).isEqualTo(TrialState.QUEUED);
    assertThat(lost.failure()).contains(Failure.WORKER_LOST);
    assertThat(lost.message()).contains("not heard of for 20 s");
    assertThat(lost.phase()).isEmpty();
    assertThat(new SweepStore(ledger).members("half").get(0).trial()).isEqualTo(lost);
    assertThat(rows(TrialState.RUNNING)).isEmpty();
    assertThat(rows(TrialState.QUEUED))
        .anySatisfy(
            r -> {
              assertThat(r.trial()).isEqualTo(half);
              assertThat(r.failure()).contains(Failure.WORKER_LOST);
            });
    assertThat(new Workforce(ledger).members())
        .filteredOn(m -> m.row().id().equals("killed"))
        .extracting(Workforce.Member::state)
        .containsExactly(Workforce.State.LOST);
    Map<String, String> now = new Changes(ledger).topics();
    assertThat(List.of("board", "sweep-half", "trial-" + half, "workers"))
        .allSatisfy(topic -> assertThat(now.get(topic)).isNotEqualTo(before.get(topic)));

    trials.progress(attempt, "training", 3, 1, 1, 1, Double.NaN);
    workers.seen(row("killed", half)); // it hung, and goes on
    assertThat(state()).isEqualTo(TrialState.RUNNING);
  }

  private List<Leaderboard.Row> rows(TrialState state) {
    return new Leaderboard(ledger)
        .rows(new Leaderboard.Filter(null, null, state, null, Leaderboard.Order.STATE, 10));
  }

  @Test
  void aWorkerThatIsKnownToHaveDiedIsLostAtOnceAndOneWhoseAttemptEndedIsNot() {
    workers.died("killed");
    assertThat(state()).isEqualTo(TrialState.QUEUED);
    new AttemptStore(ledger).end(attempt, Failure.PREEMPTED, "given back");
    assertThat(trials.find(half).orElseThrow().failure()).contains(Failure.PREEMPTED);
  }

  @Test
  void aLostTrialGoesBeforeOneThatHasNotBegun() {
    LostTrials lost = new LostTrials(ledger);
    assertThat(lost.before("next", fresh)).as("while its worker lives").isEmpty();
    workers.died("killed");
    assertThat(lost.before("next", fresh)).contains(half);
    assertThat(lost.before("next", half)).as("itself").isEmpty();
    silentFor("80 seconds");
    assertThat(lost.before("next", fresh)).contains(half);
    silentFor("2 minutes");
    assertThat(lost.before("next", fresh)).as("given up").isEmpty();
  }

  @Test
  void nobodyWaitsForWhatOthersTakeOrNobodyWants() {
    LostTrials lost = new LostTrials(ledger);
    SteeringStore steering = new SteeringStore(ledger);
    workers.died("killed");
    workers.seen(row("idle", null));
    assertThat(lost.before("next", fresh)).as("an idle worker takes it").isEmpty();
    workers.seen(row("idle", "another"));
    assertThat(lost.before("next", fresh)).isEqualTo(Optional.of(half));
    steering.priority("fresh", 1);
    assertThat(lost.before("next", fresh)).as("less urgent").isEmpty();
    steering.priority("half", 1);
    assertThat(lost.before("next", fresh)).contains(half);
    steering.pause("half");
    assertThat(lost.before("next", fresh)).as("paused").isEmpty();
    steering.resume("half");
    trials.order(fresh, "run");
    new AttemptStore(ledger).begin(new Turn(fresh, "run", 1), "next");
    assertThat(lost.before("next", fresh)).as("one that has begun").isEmpty();
  }
}
