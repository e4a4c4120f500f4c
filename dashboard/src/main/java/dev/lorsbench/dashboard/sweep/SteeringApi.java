package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.experiment.Parallelism;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.Steering;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** Requests that change how a sweep is run. */
public final class SteeringApi {
  private static final int NAMED = 5;

  private final Sweeps sweeps;
  private final Control control;

  /** Steers those sweeps. */
  public SteeringApi(Sweeps sweeps, Control control) {
    this.sweeps = sweeps;
    this.control = control;
  }

  /** POST /api/v1/sweeps/ID/pause. */
  public void pause(Context ctx) {
    String id = id(ctx);
    control.steering().pause(id);
    accepted(ctx, id, "The sweep is held; running trials stop within a step");
  }

  /** POST /api/v1/sweeps/ID/resume. */
  public void resume(Context ctx) {
    String id = id(ctx);
    control.steering().resume(id);
    accepted(ctx, id, "The sweep goes on");
  }

  /** POST /api/v1/sweeps/ID/retry. */
  public void retry(Context ctx) {
    String id = id(ctx);
    int queued = control.retrySweep(id);
    accepted(ctx, id, queued + (queued == 1 ? " trial is" : " trials are") + " queued again");
  }

  /** POST /api/v1/sweeps/ID/parallelism?value=&class=; of all trials where no class is named. */
  public void parallelism(Context ctx) {
    String id = id(ctx);
    int value = value(ctx, Parallelism.MOST);
    String resources = Answers.text(ctx, "class");
    if (resources.isEmpty()) {
      control.steering().parallelism(id, value);
    } else {
      control.steering().parallelism(id, resources, value);
    }
    String on = resources.isEmpty() ? "" : " on " + resources;
    accepted(ctx, id, value + (value == 1 ? " trial" : " trials") + " at once" + on);
  }

  /** POST /api/v1/sweeps/ID/priority?value=. */
  public void priority(Context ctx) {
    String id = id(ctx);
    int value = value(ctx, Steering.LAST_PRIORITY);
    control.steering().priority(id, value);
    accepted(ctx, id, "Priority " + value + " of 1 (first) to 5 (last)");
  }

  /**
   * POST /api/v1/sweeps/ID/trials with the YAML of a sweep, whose trials are added; on the data of
   * the sweep that is there, where the text names none.
   */
  public void add(Context ctx) {
    String id = id(ctx);
    SweepSpec more = SweepApi.spec(SweepApi.yaml(ctx), sweeps.data(id), control);
    int trials = control.steering().add(id, more);
    int added = more.trials().size();
    accepted(
        ctx, id, added + (added == 1 ? " trial" : " trials") + " added, " + trials + " in all");
  }

  /** POST /api/v1/sweeps/ID/extend?value=STEPS. */
  public void extend(Context ctx) {
    String id = id(ctx);
    List<String> added = control.steering().extendSweep(id, value(ctx, TrainConfig.MOST_STEPS));
    accepted(ctx, id, goOn(added));
  }

  /** Names a few of a sweep's thousand. */
  private static String goOn(List<String> added) {
    String names = String.join(", ", added.subList(0, Math.min(NAMED, added.size())));
    String rest = added.size() > NAMED ? " and " + (added.size() - NAMED) + " more" : "";
    return (added.size() == 1 ? "1 trial goes on as " : added.size() + " trials go on as ")
        + names
        + rest;
  }

  private String id(Context ctx) {
    return sweeps.require(ctx.pathParam("id")).id();
  }

  private static int value(Context ctx, int most) {
    if (Answers.text(ctx, "value").isEmpty()) {
      throw new BadRequestResponse("value is missing; it must be a whole number from 1 to " + most);
    }
    return Answers.integer(ctx, "value", 1, 1, most);
  }

  private static void accepted(Context ctx, String id, String message) {
    Answers.json(ctx.status(202), Map.of("sweep", id, "message", message));
  }
}
