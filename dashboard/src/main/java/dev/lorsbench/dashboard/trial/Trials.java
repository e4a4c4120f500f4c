package dev.lorsbench.dashboard.trial;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.Nearest;
import dev.lorsbench.experiment.Score;
import dev.lorsbench.experiment.StepMetric;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Reads all that the ledger has of one trial. */
public final class Trials {
  private static final int SWEEPS = 5;
  private static final int EVENTS = 200;
  private static final int EVALUATIONS = 1000;

  private final TrialStore trials;
  private final SweepStore sweeps;
  private final Leaderboard leaderboard;
  private final AttemptStore attempts;
  private final MetricStore metrics;
  private final EvaluationStore evaluations;
  private final CheckpointStore checkpoints;
  private final EventStore events;

  /** The trials of that ledger. */
  public Trials(Database database) {
    this.trials = new TrialStore(database);
    this.sweeps = new SweepStore(database);
    this.leaderboard = new Leaderboard(database);
    this.attempts = new AttemptStore(database);
    this.metrics = new MetricStore(database);
    this.evaluations = new EvaluationStore(database);
    this.checkpoints = new CheckpointStore(database);
    this.events = new EventStore(database);
  }

  /**
   * The trial of that id.
   *
   * @throws NotFoundResponse where there is none
   */
  public Trial require(String id) {
    return trials
        .find(id)
        .orElseThrow(() -> new NotFoundResponse("there is no trial " + shortened(id)));
  }

  /** All of one trial. */
  TrialView view(String id) {
    Trial trial = require(id);
    Optional<Leaderboard.Row> row = row(id);
    return new TrialView(
        new TrialLine(
            row.map(Leaderboard.Row::name).orElse(trial.spec().name()), trial, row.orElse(null)),
        sweepsOf(id),
        evaluations.newest(id, EVALUATIONS),
        evaluations.count(id),
        attempts.of(id),
        checkpoints.newestFirst(id),
        events.ofTrial(id, EVENTS));
  }

  /** Its row in its newest sweep. */
  Optional<Leaderboard.Row> row(String id) {
    // Ids are of one length, so that one trial's id begins with this one: itself.
    Leaderboard.Filter only =
        new Leaderboard.Filter(id, null, null, null, Leaderboard.Order.NEWEST, 1);
    return leaderboard.rows(only).stream().filter(r -> r.trial().equals(id)).findFirst();
  }

  private List<Sweep> sweepsOf(String id) {
    return sweeps.of(id).stream()
        .limit(SWEEPS)
        .map(sweeps::find)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * A curve: of what its steps logged, or of a score of its evaluations; empty before the first.
   *
   * @throws NotFoundResponse naming the nearest name, where neither has that one
   */
  List<Metric> series(Trial trial, String name, int points) {
    Optional<Score> score = Score.find(trial.spec().task(), name);
    if (score.isPresent()) {
      return scores(trial.id(), score.get(), points);
    }
    List<Metric> series = metrics.series(trial.id(), name, points);
    if (series.isEmpty() && !StepMetric.keys().contains(name)) {
      throw new NotFoundResponse(
          "trial %s: %s".formatted(trial.id(), Nearest.unknown("metric", name, known(trial))));
    }
    return series;
  }

  private List<Metric> scores(String id, Score score, int points) {
    List<Metric> all = new ArrayList<>();
    for (Evaluation e : evaluations.of(id)) {
      score.of(e).ifPresent(value -> all.add(new Metric(score.key(), e.step(), value)));
    }
    return thinned(all, points);
  }

  /** At most so many, evenly, the last among them. */
  private static List<Metric> thinned(List<Metric> all, int points) {
    if (all.size() <= points) {
      return all;
    }
    return IntStream.rangeClosed(1, points)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / points) - 1))
        .toList();
  }

  private Set<String> known(Trial trial) {
    Set<String> known = new TreeSet<>(StepMetric.keys());
    known.addAll(metrics.names(trial.id()));
    Score.of(trial.spec().task()).forEach(s -> known.add(s.key()));
    return known;
  }

  /** The names that it has curves of. */
  List<String> names(String id) {
    return metrics.names(id);
  }

  private static String shortened(String id) {
    return dev.lorsbench.dashboard.http.Answers.shortened(id);
  }
}
