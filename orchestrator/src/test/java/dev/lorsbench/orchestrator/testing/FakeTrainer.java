package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.orchestrator.trial.TrainActivity;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does all of a worker's part but the training: attempts, metrics, checkpoints, results. */
public final class FakeTrainer implements TrainActivity {
  /** Steps of a trial; one metric each, a checkpoint every fifth. */
  public static final int STEPS = 10;

  /** What happens at a step of an attempt, before it is recorded. */
  public interface Script {
    void at(Attempt attempt, long step);
  }

  private final AttemptStore attempts;
  private final TrialStore trials;
  private final MetricStore metrics;
  private final CheckpointStore checkpoints;
  private final SteeringStore steering;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private Function<String, TrialResult> results =
      trial -> new TrialResult(STEPS, 100, 0.5, 0.7, 0.5, 1, 1);
  private Consumer<Attempt> recorded = attempt -> {};
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** A trainer that writes to a ledger. */
  public FakeTrainer(Database database) {
    this.attempts = new AttemptStore(database);
    this.trials = new TrialStore(database);
    this.metrics = new MetricStore(database);
    this.checkpoints = new CheckpointStore(database);
    this.steering = new SteeringStore(database);
  }

  /** Lets something happen to a trial. */
  public void script(String trial, Script script) {
    scripts.put(trial, script);
  }

  /** What trials come to, by their ids; 0.5 AP else. */
  public void results(Function<String, TrialResult> of) {
    results = of;
  }

  /** What happens once an attempt's result is recorded, before Temporal hears of it. */
  public void recorded(Consumer<Attempt> then) {
    recorded = then;
  }

  /** The most trials that ran at once. */
  public int most() {
    return most.get();
  }

  /** A step that beats until somebody cancels, or lets it go on. */
  public static Script holdUntil(Semaphore released) {
    return (attempt, step) -> {
      try {
        while (!released.tryAcquire(50, TimeUnit.MILLISECONDS)) {
          Activity.getExecutionContext().heartbeat(step);
        }
        released.release();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ApplicationFailure.newFailureWithCause("stopped", Failure.WORKER_LOST.name(), e);
      }
    };
  }

  /** A failure as a worker reports it. */
  public static ApplicationFailure failure(Failure failure, String message) {
    return ApplicationFailure.newFailure(message, failure.name());
  }

  @Override
  public void train(String trial) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    try {
      Turn turn = new Turn(trial, info.getRunId(), info.getAttempt());
      Optional<Attempt> attempt = attempts.begin(turn, info.getActivityTaskQueue());
      attempt.ifPresent(this::counted);
    } catch (DatabaseException e) {
      throw ApplicationFailure.newFailureWithCause(e.getMessage(), Failure.STORAGE.name(), e);
    }
  }

  private void counted(Attempt attempt) {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      run(attempt);
    } finally {
      running.decrementAndGet();
    }
  }

  private void run(Attempt attempt) {
    long beginning =
        trials.find(attempt.trial()).orElseThrow().spec().origin().map(o -> o.step()).orElse(0L);
    long last = beginning + STEPS;
    long from =
        checkpoints.newestFirst(attempt.trial()).stream()
            .mapToLong(p -> p.step())
            .max()
            .orElse(beginning);
    metrics.truncate(attempt, from);
    Script script = scripts.getOrDefault(attempt.trial(), (a, step) -> {});
    long step = from;
    while (step < last && !(step > 0 && steering.finishAsked(attempt.trial()))) {
      step++;
      script.at(attempt, step);
      metrics.record(attempt, List.of(new Metric("loss", step, value(attempt.trial(), step))));
      if (step % 5 == 0) {
        checkpoints.record(
            attempt, new CheckpointStore.Pointer(step, attempt.fence(), "/c/" + step, "0", 1));
      }
    }
    TrialResult r = results.apply(attempt.trial());
    trials.succeed(
        attempt,
        new TrialResult(
            step,
            r.decoderParameters(),
            r.ap(),
            r.ap50(),
            r.ap75(),
            r.top1(),
            r.trainSeconds(),
            r.peakMib()));
    recorded.accept(attempt);
  }

  /** What a trial's loss is at a step, whoever trains it. */
  public static double value(String trial, long step) {
    return trial.hashCode() % 1000 + step;
  }
}
