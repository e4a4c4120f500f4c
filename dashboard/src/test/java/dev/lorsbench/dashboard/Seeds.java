package dev.lorsbench.dashboard;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.DataHolders;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes a ledger like that of a demo and of an afternoon's work, through the stores. */
final class Seeds {
  static final long ADAMIXER_TINY = 1_188_609;
  static final String DATA = "0f3c9a71";
  private static final String WORKER = "worker-4711@laptop";
  private static final int BATCH = 8;

  private final SweepStore sweeps;
  private final SteeringStore steering;
  private final TrialStore trials;
  private final AttemptStore attempts;
  private final MetricStore metrics;
  private final EvaluationStore evaluations;
  private final CheckpointStore checkpoints;
  private final EventStore events;
  private final WorkerStore workers;
  private final DataHolders holders;
  private final Map<String, String> ids = new HashMap<>();
  private int turns;

  Seeds(Database database) {
    sweeps = new SweepStore(database);
    steering = new SteeringStore(database);
    trials = new TrialStore(database);
    attempts = new AttemptStore(database);
    metrics = new MetricStore(database);
    evaluations = new EvaluationStore(database);
    checkpoints = new CheckpointStore(database);
    events = new EventStore(database);
    workers = new WorkerStore(database);
    holders = new DataHolders(database);
  }

  /** Creates a sweep from its YAML. */
  String sweep(String id, String yaml) {
    SweepSpec spec = read(id, yaml);
    sweeps.create(id, spec);
    events.sweep(id, "SUBMITTED", spec.trials().size() + " trials");
    return id;
  }

  /** Adds the trials of another YAML to a sweep. */
  void add(String id, String yaml) {
    SweepSpec spec = read(id, yaml);
    steering.add(id, spec);
  }

  private SweepSpec read(String id, String yaml) {
    DataConfig data = DataConfig.folder("/home/ada/.lorsbench/data/shapes").withFingerprint(DATA);
    SweepSpec spec = SweepSpec.parse(yaml, id, Optional.of(data));
    spec.trials().forEach(t -> ids.put(t.name(), t.id()));
    return spec;
  }

  /** The id of the trial last created under that name. */
  String trial(String name) {
    return ids.get(name);
  }

  /** Gives a trial to a worker. */
  Attempt begin(String name) {
    String id = trial(name);
    trials.order(id, "run");
    Attempt attempt = attempts.begin(new Turn(id, "run", ++turns), WORKER).orElseThrow();
    events.trial(id, "ATTEMPT", "attempt " + attempt.fence() + " began on " + WORKER);
    return attempt;
  }

  /** Trains from one step to another towards an AP, with an evaluation every 433 steps. */
  void train(Attempt a, long parameters, int from, int to, int steps, double reach, int seed) {
    Random random = new Random(seed);
    List<Metric> batch = new ArrayList<>();
    trials.decoderParameters(a, parameters);
    double loss = 0;
    double lastAp = Double.NaN;
    for (int step = from + 10; step <= to; step += 10) {
      loss = 2.2 + 15 * Math.exp(-step / 260.0) + 0.25 * random.nextGaussian();
      batch.add(new Metric("loss", step, loss));
      batch.add(new Metric("learning_rate", step, rate(step, steps)));
      batch.add(new Metric("images_per_second", step, 52 + 2.5 * random.nextGaussian()));
      if (step / 433 > (step - 10) / 433) {
        lastAp = evaluate(a, step, reach * (1 - Math.exp(-step / 450.0)));
      }
    }
    metrics.record(a, batch);
    attempts.from(a, from);
    trials.progress(a, "training", to, loss, 52.4, (steps - to) * BATCH / 52.4, lastAp);
  }

  private static double rate(int step, int steps) {
    double peak = 1e-3;
    return step < 100 ? peak * step / 100 : step < 0.8 * steps ? peak : peak / 10;
  }

  private double evaluate(Attempt a, int step, double ap) {
    evaluations.record(
        a,
        new Evaluation(step, ap, Math.min(1, ap * 1.42), ap * 1.08, ap * 0.55, ap * 1.1, -1, 4.2));
    events.trial(a.trial(), "EVALUATION", "step %d: AP %.3f".formatted(step, ap));
    checkpoints.record(
        a,
        new CheckpointStore.Pointer(
            step,
            a.fence(),
            "/home/ada/.lorsbench/checkpoints/" + a.trial() + "/step-" + step + "/manifest.json",
            "9d4f2c11",
            48_300_000));
    return ap;
  }

  /** Ends a trial well. */
  void succeed(Attempt a, int steps, long parameters, double ap, double seconds, double mib) {
    trials.succeed(a, new TrialResult(steps, parameters, ap, ap * 1.42, ap * 1.08, seconds, mib));
    events.trial(a.trial(), "SUCCEEDED", "AP %.3f".formatted(ap));
  }

  /** Trains a classifier to its end. */
  void classify(String name, long parameters, double top1) {
    Attempt a = begin(name);
    trials.decoderParameters(a, parameters);
    metrics.record(a, List.of(new Metric("loss", 10, 2.3), new Metric("loss", 600, 1.4)));
    evaluations.record(a, Evaluation.ofClasses(600, top1, 3));
    trials.succeed(a, new TrialResult(600, parameters, -1, -1, -1, top1, 300, 900));
  }

  /** Ends a trial badly. */
  void fail(Attempt a, Failure failure, String message) {
    if (failure == Failure.CANCELLED) {
      trials.askCancel(a.trial());
    }
    attempts.end(a, failure, message);
    trials.end(
        a.trial(),
        failure == Failure.CANCELLED ? TrialState.CANCELLED : TrialState.FAILED,
        failure,
        message);
  }

  /** Gives a trial back, which waits for the next worker. */
  void giveBack(Attempt a, String message) {
    attempts.end(a, Failure.PREEMPTED, message);
  }

  /** Memory ran out; the trial waits to go on with half its batch. */
  void halve(Attempt a, String message) {
    attempts.halve(a, message);
  }

  /** A worker that lives; {@code name} is its trial's, null where it is idle. */
  WorkerStore.Row worker(String id, String slot, String name) {
    String trial = name == null ? null : trial(name);
    WorkerStore.Row row =
        new WorkerStore.Row(
            id,
            "gpu-box",
            4711,
            "train.gpu.1",
            "cuda",
            Versions.own(),
            slot,
            24_576,
            trial,
            null,
            null);
    workers.seen(row);
    holders.held(id, DATA);
    return row;
  }

  WorkerStore workers() {
    return workers;
  }

  /** Closes a sweep whose trials have ended. */
  void end(String sweep) {
    sweeps.end(sweep);
  }

  TrialStore trials() {
    return trials;
  }
}
