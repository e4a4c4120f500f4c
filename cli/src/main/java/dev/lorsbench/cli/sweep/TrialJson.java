package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.Failure;
import java.util.List;
import java.util.Map;

/** Sweeps and trials as scripts get them. */
final class TrialJson {
  private TrialJson() {}

  static Map<String, Object> sweep(
      Sweep sweep, List<Member> members, List<DecisionStore.Decision> decisions) {
    return new Json()
        .put("sweep", sweep.id())
        .put("name", sweep.name())
        .put("state", sweep.state())
        .put("paused", sweep.paused())
        .put("parallelism", sweep.parallelism())
        .put("priority", sweep.priority())
        .put("created_at", sweep.createdAt())
        .put("ended_at", sweep.endedAt())
        .put("trials", members.stream().map(TrialJson::member).toList())
        .put("decisions", decisions.stream().map(TrialJson::decision).toList())
        .map();
  }

  private static Map<String, Object> decision(DecisionStore.Decision d) {
    return new Json()
        .put("trial", d.trial())
        .put("name", d.name())
        .put("step", d.step())
        .put("kind", d.kind())
        .put("reason", d.reason())
        .put("at", d.at())
        .map();
  }

  static Map<String, Object> member(Member member) {
    Trial t = member.trial();
    boolean detection = t.spec().task().boxes();
    return new Json()
        .put("id", t.id())
        .put("name", member.name())
        .put("task", t.spec().task().key())
        .put("model", t.spec().model().family())
        .put("state", t.state())
        .put("failure", t.failure().map(Enum::name).orElse(null))
        .put("lost", t.failure().map(Failure::lost).orElse(false))
        .put("message", t.message().isEmpty() ? null : t.message())
        .put("attempts", t.fence())
        .put("halved", t.halved())
        .put("phase", t.phase())
        .put("step", t.step())
        .put("steps", t.steps())
        .put("loss", t.loss())
        .put("images_per_second", t.imagesPerSecond())
        .put("eta_seconds", t.etaSeconds())
        .score("last_ap", detection ? t.lastScore() : Double.NaN)
        .score("last_top1", detection ? Double.NaN : t.lastScore())
        .size("decoder_parameters", t.decoderParameters())
        .score("ap", t.ap())
        .score("ap50", t.ap50())
        .score("ap75", t.ap75())
        .score("top1", t.top1())
        .put("train_seconds", t.trainSeconds())
        .put("peak_mib", t.peakMib())
        .put("started_at", t.startedAt())
        .put("ended_at", t.endedAt())
        .map();
  }
}
