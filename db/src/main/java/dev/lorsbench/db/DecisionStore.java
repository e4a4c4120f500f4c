package dev.lorsbench.db;

import dev.lorsbench.experiment.StoppingRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What was decided about a sweep's trials, and why: suggested, let go on, held, ended early. */
public final class DecisionStore {
  private final Database database;

  /** The decisions of that ledger. */
  public DecisionStore(Database database) {
    this.database = database;
  }

  /**
   * One decision.
   *
   * @param name the trial's in the sweep
   * @param step of the trial at which it was taken; 0 is before it was queued
   * @param kind SUGGESTED, GOES_ON, STOPPED, PAUSED (may be let on later) or PROMOTED (was let on)
   */
  public record Decision(
      String sweep, String trial, String name, long step, String kind, String reason, Instant at) {}

  /**
   * A trial that has been evaluated, beside all that the rule looks at.
   *
   * @param measured every evaluation of the sweep's low-rank trials, by trial and step
   */
  public record Case(String trial, long step, StoppingRule rule, List<Measured> measured) {}

  /** One evaluation by its headline metric. */
  public record Measured(String trial, long step, double score) {}

  /** Whether a trial goes on, and why. */
  public record Verdict(boolean goesOn, String reason) {}

  /**
   * Judges a trial that was evaluated, once a sweep and step. It is asked to end where every sweep
   * that wants it has a rule and each rule says so.
   *
   * @param judge a function of the case alone; answers nothing where the rule does not judge here
   * @return whether it is asked to end
   */
  public boolean judge(String trial, long step, Function<Case, Optional<Verdict>> judge) {
    return database.inTransaction(
        h -> {
          List<String> sweeps = lock(h, trial);
          boolean stops = !sweeps.isEmpty();
          for (String sweep : sweeps) {
            stops &= stops(h, sweep, trial, step, judge);
          }
          return stops && finish(h, trial);
        });
  }

  private static List<String> lock(Handle h, String trial) {
    return h.createQuery(
            """
            SELECT id FROM sweeps WHERE ended_at IS NULL AND NOT cancel_asked
              AND id IN (SELECT sweep_id FROM sweep_trials WHERE trial_id = :trial)
            ORDER BY id FOR UPDATE
            """)
        .bind("trial", trial)
        .mapTo(String.class)
        .list();
  }

  private static boolean finish(Handle h, String trial) {
    return h.createUpdate(
                """
                UPDATE trials SET finish_asked = true
                WHERE id = :trial AND family = 'lors' AND state IN ('QUEUED', 'RUNNING')
                """)
            .bind("trial", trial)
            .execute()
        > 0;
  }

  private static boolean stops(
      Handle h, String sweep, String trial, long step, Function<Case, Optional<Verdict>> judge) {
    Optional<StoppingRule> rule = rule(h, sweep, trial, step);
    if (rule.isEmpty()) {
      return false;
    }
    Optional<String> before = decided(h, sweep, trial, step);
    if (before.isPresent()) {
      return before.get().equals("STOPPED") || before.get().equals("PAUSED");
    }
    Optional<Verdict> verdict = judge.apply(new Case(trial, step, rule.get(), measured(h, sweep)));
    verdict.ifPresent(v -> write(h, sweep, trial, step, kind(rule.get(), v), v.reason()));
    return verdict.filter(v -> !v.goesOn()).isPresent();
  }

  private static String kind(StoppingRule rule, Verdict verdict) {
    String behind = rule.promote() ? "PAUSED" : "STOPPED";
    return verdict.goesOn() ? "GOES_ON" : behind;
  }

  /**
   * None for full-parameter trials, which are what the others are measured against, and none at a
   * trial's last step, where nothing is left to save.
   */
  private static Optional<StoppingRule> rule(Handle h, String sweep, String trial, long step) {
    return h.createQuery(
            """
            SELECT s.stopping FROM sweeps s, trials t
            WHERE s.id = :sweep AND t.id = :trial AND s.stopping IS NOT NULL AND t.family = 'lors'
              AND t.steps > :step
            """)
        .bind("sweep", sweep)
        .bind("trial", trial)
        .bind("step", step)
        .mapTo(String.class)
        .findOne()
        .map(json -> StoppingRule.parse(json, "the ledger"));
  }

  private static Optional<String> decided(Handle h, String sweep, String trial, long step) {
    return h.createQuery(
            """
            SELECT kind FROM decisions WHERE sweep_id = :s AND trial_id = :t AND step = :step
            ORDER BY id DESC LIMIT 1
            """)
        .bind("s", sweep)
        .bind("t", trial)
        .bind("step", step)
        .mapTo(String.class)
        .findOne();
  }

  static List<Measured> measured(Handle h, String sweep) {
    return h.createQuery(
            """
            SELECT e.trial_id, e.step, CASE t.task WHEN 'classification' THEN e.top1 ELSE e.ap END
              AS score
            FROM evaluations e JOIN trials t ON t.id = e.trial_id
            WHERE t.family = 'lors'
              AND t.id IN (SELECT trial_id FROM sweep_trials WHERE sweep_id = :sweep)
            ORDER BY e.trial_id, e.step
            """)
        .bind("sweep", sweep)
        .map(
            (r, c) ->
                new Measured(r.getString("trial_id"), r.getLong("step"), r.getDouble("score")))
        .list();
  }

  static void write(Handle h, String sweep, String trial, long step, String kind, String reason) {
    h.createUpdate(
            """
            INSERT INTO decisions (sweep_id, trial_id, step, kind, reason)
            VALUES (:sweep, :trial, :step, :kind, :reason) ON CONFLICT DO NOTHING
            """)
        .bind("sweep", sweep)
        .bind("trial", trial)
        .bind("step", step)
        .bind("kind", kind)
        .bind("reason", reason)
        .execute();
  }

  /** A sweep's newest decisions, newest first. */
  public List<Decision> of(String sweep, int limit) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT d.*, (SELECT min(st.name) FROM sweep_trials st
                      WHERE st.sweep_id = d.sweep_id AND st.trial_id = d.trial_id) AS name
                    FROM decisions d WHERE d.sweep_id = :sweep ORDER BY d.id DESC LIMIT :limit
                    """)
                .bind("sweep", sweep)
                .bind("limit", limit)
                .map(
                    (r, c) ->
                        new Decision(
                            r.getString("sweep_id"),
                            r.getString("trial_id"),
                            r.getString("name"),
                            r.getLong("step"),
                            r.getString("kind"),
                            r.getString("reason"),
                            Trial.time(r, "at")))
                .list());
  }
}
