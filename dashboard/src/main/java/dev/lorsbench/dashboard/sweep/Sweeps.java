package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.trial.TrialLine;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.experiment.DataConfig;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads all that the ledger has of sweeps. */
public final class Sweeps {
  private static final int EVENTS = 100;
  private static final int ROWS = 1000;

  private final SweepStore sweeps;
  private final Leaderboard leaderboard;
  private final EventStore events;
  private final DecisionStore decisions;

  /** The sweeps of that ledger. */
  public Sweeps(Database database) {
    this.sweeps = new SweepStore(database);
    this.leaderboard = new Leaderboard(database);
    this.events = new EventStore(database);
    this.decisions = new DecisionStore(database);
  }

  /**
   * The sweep of that id.
   *
   * @throws NotFoundResponse where there is none
   */
  Sweep require(String id) {
    return sweeps
        .find(id)
        .orElseThrow(() -> new NotFoundResponse("there is no sweep " + Answers.shortened(id)));
  }

  /** The data of its first trial. */
  Optional<DataConfig> data(String id) {
    return sweeps.members(id, 0, 1).stream().map(m -> m.trial().spec().data()).findFirst();
  }

  /** The newest, newest first. */
  SweepList newest(int limit) {
    List<Sweep> rows = sweeps.newest(limit + 1);
    return new SweepList(rows.subList(0, Math.min(limit, rows.size())), limit, rows.size() > limit);
  }

  /** All of one sweep. */
  SweepView view(String id) {
    Sweep sweep = require(id);
    // A sweep may name one trial twice; each name has its row.
    Map<String, Leaderboard.Row> rows =
        leaderboard
            .rows(new Leaderboard.Filter(null, null, null, id, Leaderboard.Order.AP, ROWS))
            .stream()
            .collect(Collectors.toMap(Leaderboard.Row::name, Function.identity(), (a, b) -> a));
    List<TrialLine> trials =
        sweeps.members(id).stream()
            .map(m -> new TrialLine(m.name(), m.trial(), rows.get(m.name())))
            .toList();
    return new SweepView(sweep, trials, events.ofSweep(id, EVENTS), decisions.of(id, EVENTS));
  }
}
