package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.dashboard.leaderboard.LeaderboardApi;
import dev.lorsbench.dashboard.trial.TrialJson;
import dev.lorsbench.dashboard.trial.TrialLine;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.Control;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/** Sweeps as JSON, and what starts and steers them. */
public final class SweepApi {
  private static final int ROWS = 50;
  private static final int MOST = 1000;

  private final Sweeps sweeps;
  private final Control control;

  /** Reads those sweeps and steers them. */
  public SweepApi(Sweeps sweeps, Control control) {
    this.sweeps = sweeps;
    this.control = control;
  }

  /** GET /api/v1/sweeps. */
  public void list(Context ctx) {
    SweepList list = sweeps.newest(Answers.integer(ctx, "limit", ROWS, 1, MOST));
    Answers.json(
        ctx,
        new Tree()
            .put("limit", list.limit())
            .put("more", list.more())
            .put("sweeps", list.rows().stream().map(s -> head(s).map()).toList())
            .map());
  }

  /** GET /api/v1/sweeps/ID. */
  public void sweep(Context ctx) {
    SweepView view = sweeps.view(ctx.pathParam("id"));
    Answers.json(
        ctx,
        head(view.sweep())
            .put("trials", view.trials().stream().map(SweepApi::trial).toList())
            .put("events", view.events().stream().map(TrialJson::event).toList())
            .map());
  }

  /**
   * POST /api/v1/sweeps with a sweep's YAML.
   *
   * @throws ConfigException where it is not one, or its data's fingerprint is absent: this process
   *     does not read data sets
   */
  public void submit(Context ctx) {
    SweepSpec spec = SweepSpec.parse(ctx.body(), "request", Optional.empty());
    if (spec.trials().get(0).data().fingerprint().isEmpty()) {
      throw new ConfigException(
          "request: data.fingerprint is missing; lors submit takes it and submits");
    }
    if (spec.trials().stream().anyMatch(t -> t.from().isPresent())) {
      throw new ConfigException(
          "request: the hash of the file in from: is missing; lors submit takes it and submits");
    }
    String id = control.submit(spec);
    Answers.json(ctx.status(201), Map.of("sweep", id, "message", "The sweep was submitted"));
  }

  /** POST /api/v1/sweeps/ID/cancel. */
  public void cancel(Context ctx) {
    String id = sweeps.require(ctx.pathParam("id")).id();
    control.cancelSweep(id);
    Answers.json(
        ctx.status(202),
        Map.of("sweep", id, "message", "The sweep stops; running trials end within a step"));
  }

  private static Tree head(Sweep s) {
    return new Tree()
        .put("id", s.id())
        .put("name", s.name())
        .put("state", s.state())
        .put("parallelism", s.parallelism())
        .put("baseline", s.baseline())
        .put("trial_count", s.trials())
        .put("succeeded", s.succeeded())
        .put("failed", s.failed())
        .put("created_at", s.createdAt())
        .put("ended_at", s.endedAt());
  }

  private static Map<String, Object> trial(TrialLine t) {
    return TrialJson.progress(t.name(), t.trial())
        .put("comparison", t.row() == null ? null : LeaderboardApi.row(t.row()))
        .map();
  }
}
