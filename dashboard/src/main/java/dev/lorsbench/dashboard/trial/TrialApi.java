package dev.lorsbench.dashboard.trial;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.dashboard.leaderboard.LeaderboardApi;
import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.orchestrator.Control;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** A trial as JSON, and what steers it. */
public final class TrialApi {
  private static final int POINTS = 500;
  private static final int MOST_POINTS = 5000;

  private final Trials trials;
  private final Control control;
  private final Pulse pulse;

  /** Reads those trials and steers them. */
  public TrialApi(Trials trials, Control control, Pulse pulse) {
    this.trials = trials;
    this.control = control;
    this.pulse = pulse;
  }

  /** GET /api/v1/trials/ID. */
  public void trial(Context ctx) {
    TrialView view = trials.view(ctx.pathParam("id"));
    Answers.json(ctx, TrialJson.of(view, trials.names(view.line().id())));
  }

  /** GET /api/v1/trials/ID/metrics?name=&points=. */
  public void metrics(Context ctx) {
    String id = ctx.pathParam("id");
    String name = Answers.text(ctx, "name");
    int points = Answers.integer(ctx, "points", POINTS, 1, MOST_POINTS);
    if (name.isEmpty()) {
      throw new BadRequestResponse("name is missing; it must be a metric's name, such as loss");
    }
    Trial trial = trials.require(id);
    List<Metric> series =
        pulse.shared(
            "series " + id + " " + points + " " + name, () -> trials.series(trial, name, points));
    Answers.json(
        ctx,
        new Tree()
            .put("trial", id)
            .put("name", name)
            .put("steps", series.stream().map(Metric::step).toList())
            .put("values", series.stream().map(Metric::value).toList())
            .map());
  }

  /** POST /api/v1/trials/ID/cancel. */
  public void cancel(Context ctx) {
    String id = trials.require(ctx.pathParam("id")).id();
    control.cancelTrial(id);
    accepted(ctx, id, "The trial stops within a step");
  }

  /** POST /api/v1/trials/ID/retry. */
  public void retry(Context ctx) {
    String id = trials.require(ctx.pathParam("id")).id();
    control.retryTrial(id);
    accepted(ctx, id, "The trial is queued again");
  }

  /** POST /api/v1/trials/ID/stop. */
  public void stop(Context ctx) {
    String id = trials.require(ctx.pathParam("id")).id();
    control.steering().stop(id);
    accepted(ctx, id, "The trial is evaluated where it is and ends with that result");
  }

  /** POST /api/v1/trials/ID/extend?value=STEPS. */
  public void extend(Context ctx) {
    String id = trials.require(ctx.pathParam("id")).id();
    if (Answers.text(ctx, "value").isEmpty()) {
      throw new BadRequestResponse(
          "value is missing; it must be a whole number of steps in all, more than there were");
    }
    int steps = Answers.integer(ctx, "value", 1, 1, TrainConfig.MOST_STEPS);
    String name = control.steering().extend(id, steps);
    accepted(ctx, id, "The trial goes on as " + name);
  }

  private static void accepted(Context ctx, String id, String message) {
    Answers.json(ctx.status(202), Map.of("trial", id, "message", message));
  }

  /** The row of a trial in its newest sweep, or null. */
  static Map<String, Object> comparison(TrialView view) {
    return view.line().row() == null ? null : LeaderboardApi.row(view.line().row());
  }
}
