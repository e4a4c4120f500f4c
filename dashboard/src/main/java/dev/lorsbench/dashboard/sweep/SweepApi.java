package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.dashboard.leaderboard.LeaderboardApi;
import dev.lorsbench.dashboard.trial.TrialJson;
import dev.lorsbench.dashboard.trial.TrialLine;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.search.SweepFile;
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
            .put("decisions", view.decisions().stream().map(SweepApi::decision).toList())
            .map());
  }

  /**
   * POST /api/v1/sweeps with a sweep's YAML.
   *
   * @throws ConfigException where it is not one, or its data's fingerprint is absent: this process
   *     does not read data sets
   */
  public void submit(Context ctx) {
    String id = control.submit(spec(yaml(ctx), Optional.empty(), control));
    Answers.json(ctx.status(201), Map.of("sweep", id, "message", "The sweep was submitted"));
  }

  /** A sweep's text: the field of a page's form, or the whole body. */
  static String yaml(Context ctx) {
    // Programs that post a file often call it a form; no YAML mapping begins like one.
    return ctx.body().startsWith("sweep=") ? Answers.field(ctx, "sweep") : ctx.body();
  }

  /** The sweep in a request, on that data where it names none. */
  static SweepSpec spec(String yaml, Optional<DataConfig> data, Control control) {
    boolean own = data.isEmpty() || SweepSpec.namesData(yaml, "request");
    SweepSpec spec = SweepFile.read(yaml, "request", own ? Optional.empty() : data);
    if (spec.trials().get(0).data().fingerprint().isEmpty()) {
      throw new ConfigException(
          "request: data.fingerprint is missing; lors submit takes it and submits");
    }
    if (spec.trials().stream().anyMatch(t -> t.from().isPresent())) {
      throw new ConfigException(
          "request: the hash of the file in from: is missing; lors submit takes it and submits");
    }
    return counted(spec, control);
  }

  /** This process reads no data sets; how many images one has is known once somebody read it. */
  private static SweepSpec counted(SweepSpec spec, Control control) {
    if (spec.budget().filter(b -> b.needsImages()).isEmpty()) {
      return spec;
    }
    String fingerprint = spec.trials().get(0).data().fingerprint();
    return control
        .trainImages(fingerprint)
        .map(spec::withTrainImages)
        .orElseThrow(
            () ->
                new ConfigException(
                    "request: budget.epochs needs the number of images, and nobody has read data "
                        + fingerprint
                        + " yet; lors submit counts them, or say steps or images"));
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
        .put("paused", s.paused())
        .put("priority", s.priority())
        .put("baseline", s.baseline())
        .put("trial_count", s.trials())
        .put("succeeded", s.succeeded())
        .put("failed", s.failed())
        .put("lost", s.lost())
        .put("cancelled", s.cancelled())
        .put("created_at", s.createdAt())
        .put("ended_at", s.endedAt());
  }

  private static Map<String, Object> decision(DecisionStore.Decision d) {
    return new Tree()
        .put("trial", d.trial())
        .put("name", d.name())
        .put("step", d.step())
        .put("kind", d.kind())
        .put("reason", d.reason())
        .put("at", d.at())
        .map();
  }

  private static Map<String, Object> trial(TrialLine t) {
    return TrialJson.progress(t.name(), t.trial())
        .put("comparison", t.row() == null ? null : LeaderboardApi.row(t.row()))
        .map();
  }
}
