package dev.lorsbench.dashboard.worker;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.db.Workforce;
import io.javalin.http.Context;
import java.util.Map;

/** Workers as JSON; docs/dashboard-api.md describes it. */
public final class WorkersApi {
  private final Workforce workforce;

  /** Reads those workers. */
  public WorkersApi(Workforce workforce) {
    this.workforce = workforce;
  }

  /** GET /api/v1/workers. */
  public void list(Context ctx) {
    Answers.json(
        ctx, Map.of("workers", workforce.members().stream().map(WorkersApi::worker).toList()));
  }

  private static Map<String, Object> worker(Workforce.Member m) {
    WorkerStore.Row w = m.row();
    return new Tree()
        .put("id", w.id())
        .put("state", m.state())
        .put("host", w.host())
        .put("pid", w.pid())
        .put("queue", w.queue())
        .put("slot", w.slot())
        .put("device", w.device())
        .known("memory_mib", w.memoryMib())
        .put("version", w.version())
        .put("work", m.work() == null ? null : work(m.work()))
        .put("data_sets", m.dataSets().stream().map(WorkersApi::dataSet).toList())
        .put("seen_at", w.seenAt())
        .map();
  }

  private static Map<String, Object> work(Workforce.Work w) {
    return new Tree()
        .put("trial", w.trial())
        .put("name", w.name())
        .put("sweep", w.sweep())
        .put("sweep_name", w.sweepName())
        .put("phase", w.phase())
        .put("step", w.step())
        .put("steps", w.steps())
        .map();
  }

  private static Map<String, Object> dataSet(Workforce.DataSet d) {
    return new Tree().put("fingerprint", d.fingerprint()).put("folder", d.folder()).map();
  }
}
