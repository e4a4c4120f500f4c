package dev.lorsbench.dashboard.health;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.WorkerStore;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** For load balancers, scripts and people who wonder. */
public final class HealthApi {
  private final Database database;
  private final WorkerStore workers;
  private final Pulse pulse;

  /** Asks that ledger. */
  public HealthApi(Database database, Pulse pulse) {
    this.database = database;
    this.workers = new WorkerStore(database);
    this.pulse = pulse;
  }

  /** GET /healthz: 200 where PostgreSQL answers, else 503. It asks for no key and tells no more. */
  public void brief(Context ctx) {
    Answers.json(ctx, state(ctx, database.answers()).map());
  }

  private static Tree state(Context ctx, boolean answers) {
    ctx.status(answers ? 200 : 503);
    return new Tree().put("status", answers ? "ok" : "unavailable").put("database", answers);
  }

  /** GET /api/v1/health: the same, with workers and open pages. */
  public void health(Context ctx) {
    boolean answers = database.answers();
    Answers.json(
        ctx,
        state(ctx, answers)
            .put("pages_following", pulse.listeners())
            .put("workers", answers ? workers() : List.of())
            .map());
  }

  private List<Map<String, Object>> workers() {
    return workers.alive().stream()
        .map(
            w ->
                new Tree()
                    .put("id", w.id())
                    .put("host", w.host())
                    .put("queue", w.queue())
                    .put("slot", w.slot())
                    .put("device", w.device())
                    .known("memory_mib", w.memoryMib())
                    .put("version", w.version())
                    .put("trial", w.trial())
                    .put("seen_at", w.seenAt())
                    .map())
        .toList();
  }
}
