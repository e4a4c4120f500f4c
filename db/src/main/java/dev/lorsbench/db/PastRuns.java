package dev.lorsbench.db;

import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the ledger knows of trials like those that somebody plans. */
public final class PastRuns {
  private final Database database;

  /** The runs of that ledger. */
  public PastRuns(Database database) {
    this.database = database;
  }

  /**
   * One trial that reached its last step.
   *
   * @param seconds of its training steps, evaluations left out
   * @param peakMib its largest memory, NaN where unknown
   */
  public record Run(TrialSpec spec, long steps, double seconds, double peakMib) {}

  /** Where those of the trials stand that the ledger has. */
  public Map<String, TrialState> states(Collection<String> trials) {
    Map<String, TrialState> states = new HashMap<>();
    database.with(
        h -> {
          h.createQuery("SELECT id, state FROM trials WHERE id = ANY (:ids)")
              .bind("ids", trials.toArray(String[]::new))
              .map((r, c) -> Map.entry(r.getString("id"), TrialState.valueOf(r.getString("state"))))
              .forEach(e -> states.put(e.getKey(), e.getValue()));
          return states.size();
        });
    return states;
  }

  /**
   * The newest finished trials of a task, newest first. Those of workers that are known to poll
   * another queue are left out.
   */
  public List<Run> finished(TaskKind task, String queue, int limit) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT t.spec, t.step, t.train_seconds, t.peak_mib FROM trials t
                    JOIN attempts a ON a.trial_id = t.id AND a.fence = t.fence
                    WHERE t.task = :task AND t.state = 'SUCCEEDED' AND t.train_seconds > 0
                      AND coalesce(a.queue, :queue) = :queue
                    ORDER BY t.ended_at DESC LIMIT :limit
                    """)
                .bind("task", task.key())
                .bind("queue", queue)
                .bind("limit", limit)
                .map(
                    (r, c) ->
                        new Run(
                            Specs.parse(r.getString("spec")),
                            r.getLong("step"),
                            r.getDouble("train_seconds"),
                            Trial.number(r, "peak_mib")))
                .list());
  }
}
