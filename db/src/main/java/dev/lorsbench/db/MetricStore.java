package dev.lorsbench.db;

import dev.lorsbench.experiment.Metric;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers of training runs, by (trial, name, step). */
public final class MetricStore {
  private final Database database;

  /** The metrics of that ledger. */
  public MetricStore(Database database) {
    this.database = database;
  }

  /**
   * Writes a batch in one statement; a metric that is there already is replaced.
   *
   * @throws FencedException where a newer attempt began; nothing is written then
   */
  public void record(Attempt attempt, List<Metric> metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    // One statement may not write a row twice, so the last one of a name and step counts.
    Map<List<Object>, Metric> distinct = new LinkedHashMap<>();
    metrics.forEach(m -> distinct.put(List.of(m.name(), m.step()), m));
    Collection<Metric> last = distinct.values();
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          return h.createUpdate(
                  """
                  INSERT INTO metrics (trial_id, name, step, value)
                  SELECT :trial, * FROM unnest(:names, :steps, :values)
                  ON CONFLICT (trial_id, name, step) DO UPDATE SET value = excluded.value, at = now()
                  """)
              .bind("trial", attempt.trial())
              .bind("names", last.stream().map(Metric::name).toArray(String[]::new))
              .bind("steps", last.stream().map(Metric::step).toArray(Long[]::new))
              .bind("values", last.stream().map(Metric::value).toArray(Double[]::new))
              .execute();
        });
  }

  /**
   * Forgets metrics of steps after {@code step}, and evaluations of {@code step} and after. One of
   * that step that a decision rests on stays until it is done again: others are judged beside it.
   */
  public void truncate(Attempt attempt, long step) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          h.createUpdate("DELETE FROM metrics WHERE trial_id = :trial AND step > :step")
              .bind("trial", attempt.trial())
              .bind("step", step)
              .execute();
          return h.createUpdate(
                  """
                  DELETE FROM evaluations e WHERE trial_id = :trial AND step >= :step
                    AND (step > :step OR NOT EXISTS (SELECT 1 FROM decisions d
                      WHERE d.trial_id = e.trial_id AND d.step = e.step))
                  """)
              .bind("trial", attempt.trial())
              .bind("step", step)
              .execute();
        });
  }

  /** The names that a trial has metrics of, sorted. */
  public List<String> names(String trial) {
    // A loose index scan: one index probe a name, however many steps there are.
    return database.with(
        h ->
            h.createQuery(
                    """
                    WITH RECURSIVE n AS (
                      (SELECT name FROM metrics WHERE trial_id = :trial ORDER BY name LIMIT 1)
                      UNION ALL
                      SELECT (SELECT m.name FROM metrics m
                              WHERE m.trial_id = :trial AND m.name > n.name ORDER BY m.name LIMIT 1)
                      FROM n WHERE n.name IS NOT NULL)
                    SELECT name FROM n WHERE name IS NOT NULL
                    """)
                .bind("trial", trial)
                .mapTo(String.class)
                .list());
  }

  /**
   * One curve, thinned by the database to at most {@code points} (the last of each bucket of
   * steps).
   *
   * @param points at least 1
   */
  public List<Metric> series(String trial, String name, int points) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT DISTINCT ON (bucket) step, value FROM (
                      SELECT step, value, ntile(:points) OVER (ORDER BY step) AS bucket
                      FROM metrics WHERE trial_id = :trial AND name = :name) s
                    ORDER BY bucket, step DESC
                    """)
                .bind("trial", trial)
                .bind("name", name)
                .bind("points", points)
                .map((r, c) -> new Metric(name, r.getLong("step"), r.getDouble("value")))
                .list());
  }
}
