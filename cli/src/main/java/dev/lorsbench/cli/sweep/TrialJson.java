package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.TaskKind;
import java.util.List;
import java.util.Map;

/** Sweeps and trials as scripts get them. */
final class TrialJson {
  private TrialJson() {}

  static Map<String, Object> sweep(Sweep sweep, List<Member> members) {
    return new Json()
        .put("sweep", sweep.id())
        .put("name", sweep.name())
        .put("state", sweep.state())
        .put("created_at", sweep.createdAt())
        .put("ended_at", sweep.endedAt())
        .put("trials", members.stream().map(TrialJson::member).toList())
        .map();
  }

  static Map<String, Object> member(Member member) {
    Trial t = member.trial();
    boolean detection = t.spec().task() == TaskKind.DETECTION;
    return new Json()
        .put("id", t.id())
        .put("name", member.name())
        .put("task", t.spec().task().key())
        .put("model", t.spec().model().family())
        .put("state", t.state())
        .put("failure", t.failure().map(Enum::name).orElse(null))
        .put("message", t.message().isEmpty() ? null : t.message())
        .put("attempts", t.fence())
        .put("phase", t.phase())
        .put("step", t.step())
        .put("steps", t.steps())
        .put("loss", t.loss())
        .put("images_per_second", t.imagesPerSecond())
        .put("eta_seconds", t.etaSeconds())
        .put("last_ap", detection ? t.lastScore() : null)
        .put("last_top1", detection ? null : t.lastScore())
        .put("decoder_parameters", t.decoderParameters())
        .put("ap", t.ap())
        .put("ap50", t.ap50())
        .put("ap75", t.ap75())
        .put("top1", t.top1())
        .put("train_seconds", t.trainSeconds())
        .put("peak_mib", t.peakMib())
        .put("started_at", t.startedAt())
        .put("ended_at", t.endedAt())
        .map();
  }
}
