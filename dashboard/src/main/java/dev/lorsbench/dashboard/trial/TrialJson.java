package dev.lorsbench.dashboard.trial;

import dev.lorsbench.dashboard.config.Config;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Score;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The JSON of trials; docs/dashboard-api.md describes it. */
public final class TrialJson {
  private TrialJson() {}

  /** All of one trial. */
  static Map<String, Object> of(TrialView view, List<String> metrics) {
    Trial t = view.line().trial();
    return progress(view.line().name(), t)
        .put("sweeps", view.sweeps().stream().map(Sweep::id).toList())
        .put("config", Config.tree(t.spec()))
        .put("result", result(t))
        .put("comparison", TrialApi.comparison(view))
        .put("metrics", metrics)
        .put("evaluation_count", view.allEvaluations())
        .put("evaluations", view.evaluations().stream().map(TrialJson::evaluation).toList())
        .put("attempts", view.attempts().stream().map(TrialJson::attempt).toList())
        .put("checkpoints", view.checkpoints().stream().map(TrialJson::checkpoint).toList())
        .put("events", view.events().stream().map(TrialJson::event).toList())
        .map();
  }

  /** Where a trial stands; also what a sweep's JSON holds of each. */
  public static Tree progress(String name, Trial t) {
    return new Tree()
        .put("id", t.id())
        .put("name", name)
        .put("task", t.spec().task().key())
        .put("family", t.spec().model().family())
        .put("state", t.state())
        .put("failure", t.failure().orElse(null))
        .put("lost", t.failure().map(Failure::lost).orElse(false))
        .put("halved", t.halved())
        .put("message", t.message())
        .put("attempt", t.fence())
        .put("phase", t.phase())
        .put("step", t.step())
        .put("steps", t.steps())
        .known("loss", t.loss())
        .known("images_per_second", t.imagesPerSecond())
        .known("eta_seconds", t.etaSeconds())
        .score("last_ap", detection(t) ? t.lastScore() : Double.NaN)
        .score("last_top1", detection(t) ? Double.NaN : t.lastScore())
        .put("created_at", t.createdAt())
        .put("started_at", t.startedAt())
        .put("ended_at", t.endedAt());
  }

  private static boolean detection(Trial t) {
    return t.spec().task().boxes();
  }

  private static Map<String, Object> result(Trial t) {
    return new Tree()
        .size("decoder_parameters", t.decoderParameters())
        .score("ap", t.ap())
        .score("ap50", t.ap50())
        .score("ap75", t.ap75())
        .score("top1", t.top1())
        .known("train_seconds", t.trainSeconds())
        .known("peak_mib", t.peakMib())
        .map();
  }

  private static Map<String, Object> evaluation(Evaluation e) {
    Tree tree = new Tree().put("step", e.step());
    for (Score score : Score.values()) {
      OptionalDouble value = score.of(e);
      tree.put(score.key(), value.isPresent() ? value.getAsDouble() : null);
    }
    return tree.put("seconds", e.seconds()).map();
  }

  private static Map<String, Object> attempt(AttemptStore.Row a) {
    return new Tree()
        .put("attempt", a.fence())
        .put("worker", a.worker())
        .put("host", a.host())
        .put("slot", a.slot())
        .put("device", a.device())
        .put("version", a.version())
        .put("from_step", a.fromStep())
        .put("outcome", a.outcome())
        .put("message", a.message())
        .put("started_at", a.startedAt())
        .put("seen_at", a.seenAt())
        .put("ended_at", a.endedAt())
        .map();
  }

  private static Map<String, Object> checkpoint(CheckpointStore.Pointer c) {
    return new Tree()
        .put("step", c.step())
        .put("attempt", c.fence())
        .put("path", c.path())
        .put("bytes", c.bytes())
        .put("crc32c", c.crc32c())
        .map();
  }

  /** One line of the audit trail. */
  public static Map<String, Object> event(EventStore.Event e) {
    return new Tree().put("kind", e.kind()).put("message", e.message()).put("at", e.at()).map();
  }
}
