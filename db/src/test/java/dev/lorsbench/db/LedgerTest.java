package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Database DATABASE = TestLedger.fresh();

  private final SweepStore sweeps = new SweepStore(DATABASE);
  private final TrialStore trials = new TrialStore(DATABASE);
  private final AttemptStore attempts = new AttemptStore(DATABASE);
  private final MetricStore metrics = new MetricStore(DATABASE);
  private final EvaluationStore evaluations = new EvaluationStore(DATABASE);
  private final CheckpointStore checkpoints = new CheckpointStore(DATABASE);
  private SweepSpec spec;
  private int turns;

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void freshSweep() {
    String yaml =
        """
        name: demo
        parallelism: 2
        train: {steps: 100, seed: %d}
        trials:
          - {name: full, model: adamixer-tiny}
          - {name: low, model: lors-tiny}
        """
            .formatted(System.nanoTime());
    spec =
        SweepSpec.parse(
            yaml, "s", Optional.of(DataConfig.folder("/data").withFingerprint("print")));
  }

  private String low() {
    return spec.trials().get(1).id();
  }

  private String create() {
    String id = "demo-" + spec.trials().get(0).id();
    assertThat(sweeps.create(id, spec)).isTrue();
    return id;
  }

  private Attempt begin(String trial) {
    assertThat(trials.order(trial, "run")).isTrue();
    return attempts.begin(new Turn(trial, "run", ++turns), "worker").orElseThrow();
  }

  @Test
  void aSweepReadsBackAndTheSameIdTwiceChangesNothing() {
    String id = create();
    assertThat(sweeps.create(id, spec)).isFalse();
    assertThat(sweeps.members(id))
        .extracting(SweepStore.Member::name)
        .containsExactly("full", "low");
    assertThat(sweeps.members(id).get(1).trial().spec()).isEqualTo(spec.trials().get(1));
    assertThat(sweeps.find(id).orElseThrow().trials()).isEqualTo(2);
    assertThat(sweeps.unfinished()).extracting(Sweep::id).contains(id);
    assertThat(sweeps.newest(1)).extracting(Sweep::id).containsExactly(id);
    assertThat(sweeps.open(id)).hasSize(2);
    assertThat(sweeps.of(low())).containsExactly(id);
    assertThat(trials.idsLike(low().substring(0, 6), 5)).contains(low());
  }

  @Test
  void aNewerAttemptFencesEveryWriteOfTheOlderOne() {
    create();
    Attempt old = begin(low());
    metrics.record(old, List.of(new Metric("loss", 1, 3.5)));
    Attempt newer = begin(low());
    assertThat(newer.fence()).isEqualTo(old.fence() + 1);
    Evaluation evaluation = new Evaluation(1, 0.1, 0.2, 0.1, -1, 0.1, 0.1, 1);
    CheckpointStore.Pointer pointer = new CheckpointStore.Pointer(1, old.fence(), "p", "c", 1);
    TrialResult result = new TrialResult(1, 1, 0.9, 0.9, 0.9, 1, 1);
    List<Runnable> writes =
        List.of(
            () -> metrics.record(old, List.of(new Metric("loss", 2, 0))),
            () -> metrics.truncate(old, 0),
            () -> evaluations.record(old, evaluation),
            () -> checkpoints.record(old, pointer),
            () -> trials.progress(old, "training", 9, 1, 1, 1, 1),
            () -> trials.decoderParameters(old, 7),
            () -> trials.succeed(old, result));
    for (Runnable write : writes) {
      assertThatThrownBy(write::run).isInstanceOf(FencedException.class);
    }
    assertThat(metrics.series(low(), "loss", 10)).containsExactly(new Metric("loss", 1, 3.5));
    assertThat(evaluations.of(low())).isEmpty();
    assertThat(checkpoints.newestFirst(low())).isEmpty();
    assertThat(trials.find(low()).orElseThrow().state()).isEqualTo(TrialState.RUNNING);
    assertThat(attempts.of(low()))
        .extracting(AttemptStore.Row::outcome)
        .containsExactly(null, "WORKER_LOST");
  }

  @Test
  void metricsReplaceTruncateThinOutAndKeepWhatIsNotFinite() {
    create();
    Attempt a = begin(low());
    for (int step = 1; step <= 100; step++) {
      metrics.record(
          a, List.of(new Metric("loss", step, step), new Metric("norm", step, Double.NaN)));
    }
    metrics.record(a, List.of(new Metric("loss", 50, -1)));
    metrics.record(a, List.of(new Metric("loss", 100, Double.POSITIVE_INFINITY)));
    assertThat(metrics.names(low())).containsExactly("loss", "norm");
    assertThat(metrics.series(low(), "loss", 1000))
        .hasSize(100)
        .contains(new Metric("loss", 50, -1), new Metric("loss", 100, Double.POSITIVE_INFINITY));
    assertThat(metrics.series(low(), "norm", 1000).get(0).value()).isNaN();
    assertThat(metrics.series(low(), "loss", 10))
        .hasSize(10)
        .last()
        .isEqualTo(new Metric("loss", 100, Double.POSITIVE_INFINITY));
    metrics.truncate(a, 60);
    assertThat(metrics.series(low(), "loss", 1000)).hasSize(60);
  }

  @Test
  void theLeaderboardComparesWithTheBaseline() {
    String id = create();
    trials.succeed(
        begin(spec.trials().get(0).id()), new TrialResult(100, 1000, 0.5, 0.7, 0.5, 9, 99));
    trials.succeed(begin(low()), new TrialResult(100, 400, 0.45, 0.6, 0.4, 8, 90));
    Leaderboard.Filter filter =
        new Leaderboard.Filter("LO", "lors", null, id, Leaderboard.Order.SAVING, 10);
    List<Leaderboard.Row> rows = new Leaderboard(DATABASE).rows(filter);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).savingPercent())
        .isCloseTo(60, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(rows.get(0).scoreDifference())
        .isCloseTo(-0.05, org.assertj.core.data.Offset.offset(1e-9));
    for (Leaderboard.Order order : Leaderboard.Order.values()) {
      assertThat(
              new Leaderboard(DATABASE)
                  .rows(new Leaderboard.Filter(null, null, TrialState.SUCCEEDED, null, order, 10)))
          .isNotEmpty();
    }
    assertThat(sweeps.end(id)).isTrue();
    assertThat(sweeps.end(id)).isTrue();
    assertThat(sweeps.find(id).orElseThrow().state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(new EventStore(DATABASE).ofSweep(id, 10))
        .extracting(EventStore.Event::kind)
        .containsExactly("ENDED");
  }

  @Test
  void anEndedTrialStaysEndedUntilItIsQueuedAgain() {
    String id = create();
    begin(low());
    trials.end(low(), TrialState.FAILED, Failure.DIVERGED, "loss is NaN at step 7");
    trials.end(low(), TrialState.CANCELLED, Failure.CANCELLED, "late");
    Trial failed = trials.find(low()).orElseThrow();
    assertThat(failed.failure()).contains(Failure.DIVERGED);
    assertThat(failed.message()).isEqualTo("loss is NaN at step 7");
    assertThat(trials.order(low(), "run")).isFalse();
    assertThat(attempts.begin(new Turn(low(), "run", ++turns), "worker")).isEmpty();
    SteeringStore steering = new SteeringStore(DATABASE);
    assertThat(steering.retry(id, low())).isTrue();
    assertThat(steering.retry(id, low())).isFalse();
    assertThat(begin(low()).fence()).isEqualTo(2);
    assertThat(sweeps.end(id)).isFalse();
    assertThat(sweeps.askCancel(id)).isTrue();
    assertThat(sweeps.askCancel(id)).as("again, before it has ended").isTrue();
    assertThat(steering.retry(id)).as("while it is being cancelled").isZero();
    assertThat(steering.pause(id)).as("while it is being cancelled").isFalse();
    assertThat(trials.cancel(low())).isTrue();
    assertThat(sweeps.end(id)).isTrue();
    assertThat(sweeps.askCancel(id)).as("ended").isFalse();
    assertThat(sweeps.find(id).orElseThrow().state()).isEqualTo(TrialState.CANCELLED);
    assertThat(new EventStore(DATABASE).ofSweep(id, 10))
        .extracting(EventStore.Event::kind)
        .containsExactly("CANCELLED", "CANCEL");
    assertThat(steering.retry(id)).isEqualTo(1);
    assertThat(sweeps.find(id).orElseThrow().endedAt()).isNull();
  }

  @Test
  void eventsWorkersAndAnAddressWhereNobodyAnswers() {
    String id = create();
    EventStore events = new EventStore(DATABASE);
    events.sweep(id, "SUBMITTED", "2 trials");
    events.trial(low(), "STARTED", "on worker");
    assertThat(events.ofSweep(id, 10))
        .extracting(EventStore.Event::kind)
        .containsExactly("SUBMITTED");
    assertThat(events.ofTrial(low(), 10))
        .extracting(EventStore.Event::kind)
        .containsExactly("STARTED");
    WorkerStore workers = new WorkerStore(DATABASE);
    WorkerStore.Row row =
        new WorkerStore.Row(
            "w1", "host", 7, "train.cpu", "cpu", "0.1", "cpu:0", 512, null, null, null);
    workers.seen(row);
    workers.seen(row);
    assertThat(workers.alive()).hasSize(1);
    workers.gone("w1");
    assertThat(workers.alive()).isEmpty();
    assertThatThrownBy(
            () ->
                Database.open(new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/x", "u", "secret")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageNotContaining("secret");
  }
}
