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
import dev.lorsbench.experiment.Metric;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;

/** Reads all that the ledger has of one trial. */
public final class Trials {
  private static final int SWEEPS = 5;
  private static final int EVENTS = 200;

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
        evaluations.of(id),
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
   * A curve; {@code ap}, its kin and {@code top1} come from the evaluations where no metric has
   * that name.
   */
  List<Metric> series(String id, String name, int points) {
    List<Metric> series = metrics.series(id, name, points);
    if (!series.isEmpty() || !name.startsWith("ap") && !name.equals("top1")) {
      return series;
    }
    return evaluations.of(id).stream()
        .filter(e -> (name.equals("top1") ? e.top1() : e.ap()) >= 0)
        .map(
            e ->
                new Metric(
                    name,
                    e.step(),
                    switch (name) {
                      case "ap50" -> e.ap50();
                      case "ap75" -> e.ap75();
                      case "top1" -> e.top1();
                      default -> e.ap();
                    }))
        .toList();
  }

  /** The names that it has curves of. */
  List<String> names(String id) {
    return metrics.names(id);
  }

  private static String shortened(String id) {
    return dev.lorsbench.dashboard.http.Answers.shortened(id);
  }
}
