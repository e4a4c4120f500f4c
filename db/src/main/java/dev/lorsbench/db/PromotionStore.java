package dev.lorsbench.db;

import dev.lorsbench.db.DecisionStore.Measured;
import dev.lorsbench.experiment.StoppingRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Trials that wait at a rung, and those of them that are let on. */
public final class PromotionStore {
  private final Database database;

  /** The promotions of that ledger. */
  public PromotionStore(Database database) {
    this.database = database;
  }

  /**
   * A sweep whose rule lets trials on, as it stands.
   *
   * @param measured every evaluation of the sweep's low-rank trials, by trial and step
   * @param paused trials that wait, with the step at which they were held
   */
  public record Ladder(StoppingRule rule, List<Measured> measured, Map<String, Long> paused) {}

  /** A trial that is let on, and why. */
  public record Promotion(String trial, String reason) {}

  /**
   * Lets trials on that were held; nobody judges trials of the sweep meanwhile. They are queued,
   * and go on from their checkpoints.
   *
   * @param choose a function of the ladder alone; a trial is chosen once at most
   * @return whether the sweep may let trials on later: it has such a rule and has not ended
   */
  public boolean promote(String sweep, Function<Ladder, List<Promotion>> choose) {
    return database.inTransaction(
        h -> {
          Optional<StoppingRule> rule = lock(h, sweep);
          rule.map(r -> new Ladder(r, DecisionStore.measured(h, sweep), paused(h, sweep)))
              .ifPresent(ladder -> choose.apply(ladder).forEach(p -> letOn(h, sweep, ladder, p)));
          return rule.isPresent();
        });
  }

  private static Optional<StoppingRule> lock(Handle h, String sweep) {
    return h.createQuery(
            """
            SELECT stopping FROM sweeps
            WHERE id = :id AND stopping IS NOT NULL AND ended_at IS NULL AND NOT cancel_asked
            FOR UPDATE
            """)
        .bind("id", sweep)
        .mapTo(String.class)
        .findOne()
        .map(json -> StoppingRule.parse(json, "the ledger"))
        .filter(StoppingRule::promote);
  }

  /** Held by this sweep's last decision, and since then neither let on nor asked for otherwise. */
  private static Map<String, Long> paused(Handle h, String sweep) {
    return h.createQuery(
            """
            SELECT d.trial_id, d.step FROM (
              SELECT DISTINCT ON (trial_id) trial_id, step, kind FROM decisions
              WHERE sweep_id = :sweep AND step > 0 ORDER BY trial_id, id DESC) d
            JOIN trials t ON t.id = d.trial_id
            WHERE d.kind = 'PAUSED' AND t.state = 'SUCCEEDED' AND t.finish_asked
              AND t.step < t.steps
            """)
        .bind("sweep", sweep)
        .reduceRows(
            new TreeMap<String, Long>(),
            (all, row) -> {
              all.put(row.getColumn("trial_id", String.class), row.getColumn("step", Long.class));
              return all;
            });
  }

  private static void letOn(Handle h, String sweep, Ladder ladder, Promotion p) {
    long step = ladder.paused().get(p.trial());
    if (TrialRequeue.requeue(h, List.of(p.trial()), false) > 0) {
      DecisionStore.write(h, sweep, p.trial(), step, "PROMOTED", p.reason());
    }
  }
}
