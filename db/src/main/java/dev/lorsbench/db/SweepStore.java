package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Sweeps and which trials belong to them. */
public final class SweepStore {
  private static final String SELECT =
      """
      SELECT s.*, count(st.*) AS trials,
        count(*) FILTER (WHERE t.state = 'SUCCEEDED') AS succeeded,
        count(*) FILTER (WHERE t.state IN ('FAILED', 'CANCELLED')) AS failed,
        count(*) FILTER (WHERE t.state = 'FAILED' AND t.failure IN (%s)) AS lost,
        count(*) FILTER (WHERE t.state = 'CANCELLED') AS cancelled
      FROM sweeps s
      LEFT JOIN sweep_trials st ON st.sweep_id = s.id
      LEFT JOIN trials t ON t.id = st.trial_id
      """
          .formatted(
              Stream.of(Failure.values())
                  .filter(Failure::lost)
                  .map(f -> "'" + f.name() + "'")
                  .collect(Collectors.joining(", ")));

  private final Database database;

  /** The sweeps of that ledger. */
  public SweepStore(Database database) {
    this.database = database;
  }

  /** A trial's place in a sweep, under the name that it has there. */
  public record Member(String name, Trial trial) {}

  /**
   * Writes a sweep and its trials; trials that the ledger has already are shared, and those that
   * failed or were cancelled are queued again. The same id twice changes nothing.
   *
   * @param spec its data's fingerprint taken
   * @param anew forgets what is recorded of those of its trials that have ended
   * @param queue the task queue of the workers that train its trials
   * @return whether the sweep is new
   */
  public boolean create(String id, SweepSpec spec, boolean anew, String queue) {
    return database.inTransaction(h -> SweepCreation.insert(h, id, spec, anew, queue));
  }

  /** As {@link #create(String, SweepSpec, boolean, String)} on CPU workers, keeping results. */
  public boolean create(String id, SweepSpec spec) {
    return create(id, spec, false, "train.cpu");
  }

  /** The sweep of that id. */
  public Optional<Sweep> find(String id) {
    return database.with(
        h ->
            sweeps(h.createQuery(SELECT + "WHERE s.id = :id GROUP BY s.id").bind("id", id)).stream()
                .findFirst());
  }

  /** The newest sweeps, newest first. */
  public List<Sweep> newest(int limit) {
    return database.with(
        h ->
            sweeps(
                h.createQuery(
                        SELECT
                            + """
                            WHERE s.id IN (SELECT id FROM sweeps ORDER BY created_at DESC, id LIMIT :n)
                            GROUP BY s.id ORDER BY s.created_at DESC, s.id
                            """)
                    .bind("n", limit)));
  }

  /** The sweeps that have not ended. */
  public List<Sweep> unfinished() {
    return database.with(
        h ->
            sweeps(h.createQuery(SELECT + "WHERE s.ended_at IS NULL GROUP BY s.id ORDER BY s.id")));
  }

  /** A sweep's first thousand trials in the order of its file. */
  public List<Member> members(String sweep) {
    return members(sweep, 0, 1000);
  }

  /**
   * A page of a sweep's trials in the order of its file.
   *
   * @param from position of the first one, from 0
   */
  public List<Member> members(String sweep, int from, int limit) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT st.name, t.*, %s AS lost
                    FROM sweep_trials st JOIN trials t ON t.id = st.trial_id
                    WHERE st.sweep_id = :sweep AND st.position >= :from
                    ORDER BY st.position LIMIT :limit
                    """
                        .formatted(LostWorker.LOST))
                .bind("sweep", sweep)
                .bind("from", from)
                .bind("limit", limit)
                .map((r, c) -> new Member(r.getString("name"), Trial.map(r)))
                .list());
  }

  /** Ids of all its trials that are queued or running still, in order. */
  public List<String> open(String sweep) {
    return open(sweep, Integer.MAX_VALUE);
  }

  /** Ids of at most {@code limit} trials that are queued or running still, in order. */
  public List<String> open(String sweep, int limit) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT st.trial_id FROM sweep_trials st JOIN trials t ON t.id = st.trial_id
                    WHERE st.sweep_id = :sweep AND t.state IN ('QUEUED', 'RUNNING')
                    GROUP BY st.trial_id ORDER BY min(st.position) LIMIT :limit
                    """)
                .bind("sweep", sweep)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /**
   * Trials that are queued or running still, those first that have begun, then in order.
   *
   * @param limit at most so many, shared evenly among the task queues that they need
   */
  public List<OpenTrial> waiting(String sweep, int limit) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    WITH open AS (
                      SELECT t.id, coalesce(min(st.queue), s.queue) AS queue, t.step = 0 AS fresh,
                        min(st.position) AS position
                      FROM sweeps s JOIN sweep_trials st ON st.sweep_id = s.id
                      JOIN trials t ON t.id = st.trial_id
                      WHERE s.id = :sweep AND t.state IN ('QUEUED', 'RUNNING')
                      GROUP BY t.id, s.queue),
                    placed AS (
                      SELECT *, row_number() OVER (PARTITION BY queue ORDER BY fresh, position) AS place
                      FROM open)
                    SELECT id, queue FROM placed
                    WHERE place <= :limit / (SELECT count(DISTINCT queue) FROM open)
                    ORDER BY fresh, position
                    """)
                .bind("sweep", sweep)
                .bind("limit", limit)
                .map((r, c) -> new OpenTrial(r.getString("id"), r.getString("queue")))
                .list());
  }

  /** Sweeps that a trial belongs to, newest first. */
  public List<String> of(String trial) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT s.id FROM sweep_trials st JOIN sweeps s ON s.id = st.sweep_id
                    WHERE st.trial_id = :trial GROUP BY s.id ORDER BY s.created_at DESC LIMIT 100
                    """)
                .bind("trial", trial)
                .mapTo(String.class)
                .list());
  }

  /**
   * Marks that somebody wants the sweep stopped; the audit trail has it at once, and once.
   *
   * @return false where it has ended: nothing is written then
   */
  public boolean askCancel(String sweep) {
    return database.inTransaction(
        h -> {
          Optional<Boolean> asked =
              h.createQuery(
                      """
                      SELECT cancel_asked FROM sweeps
                      WHERE id = :sweep AND ended_at IS NULL FOR UPDATE
                      """)
                  .bind("sweep", sweep)
                  .mapTo(Boolean.class)
                  .findOne();
          if (asked.filter(before -> !before).isPresent()) {
            h.execute("UPDATE sweeps SET cancel_asked = true WHERE id = ?", sweep);
            EventStore.write(h, sweep, null, "CANCEL", "asked to stop");
          }
          return asked.isPresent();
        });
  }

  /**
   * Ends a sweep that was asked to stop, or whose trials have all ended and whose search has drawn
   * its last; its state follows from them. The audit trail has it at once, in one line.
   *
   * @return whether it has ended, now or before
   */
  public boolean end(String sweep) {
    return database.inTransaction(
        h -> {
          // Two statements: only one that starts after the lock is held sees which trials its last
          // holder added or queued again.
          h.execute("SELECT 1 FROM sweeps WHERE id = ? FOR UPDATE", sweep);
          h.createQuery(
                  """
                  UPDATE sweeps SET ended_at = now(), state = CASE
                    WHEN cancel_asked THEN 'CANCELLED'
                    WHEN EXISTS (SELECT 1 FROM sweep_trials st JOIN trials t ON t.id = st.trial_id
                                 WHERE st.sweep_id = :sweep AND t.state <> 'SUCCEEDED') THEN 'FAILED'
                    ELSE 'SUCCEEDED' END
                  WHERE id = :sweep AND ended_at IS NULL AND (cancel_asked OR NOT EXISTS (
                    SELECT 1 FROM sweep_trials st JOIN trials t ON t.id = st.trial_id
                    WHERE st.sweep_id = :sweep AND t.state IN ('QUEUED', 'RUNNING'))
                    AND search_total <= (SELECT count(*) FROM sweep_trials st
                      WHERE st.sweep_id = :sweep AND st.point IS NOT NULL))
                  RETURNING cancel_asked
                  """)
              .bind("sweep", sweep)
              .mapTo(boolean.class)
              .findOne()
              .ifPresent(cancelled -> noteEnd(h, sweep, cancelled));
          return h.createQuery("SELECT ended_at IS NOT NULL FROM sweeps WHERE id = :sweep")
              .bind("sweep", sweep)
              .mapTo(boolean.class)
              .findOne()
              .orElse(true);
        });
  }

  private static void noteEnd(Handle h, String sweep, boolean cancelled) {
    if (cancelled) {
      EventStore.write(h, sweep, null, "CANCELLED", "stopped");
    } else {
      EventStore.write(h, sweep, null, "ENDED", "every trial has ended");
    }
  }

  private static List<Sweep> sweeps(Query query) {
    return query
        .map(
            (r, c) ->
                new Sweep(
                    r.getString("id"),
                    r.getString("name"),
                    r.getInt("parallelism"),
                    r.getString("baseline_trial"),
                    TrialState.valueOf(r.getString("state")),
                    r.getBoolean("cancel_asked"),
                    r.getLong("trials"),
                    r.getLong("succeeded"),
                    r.getLong("failed"),
                    r.getLong("lost"),
                    r.getLong("cancelled"),
                    Trial.time(r, "created_at"),
                    Trial.time(r, "ended_at"),
                    r.getString("queue"),
                    r.getBoolean("paused"),
                    r.getInt("priority")))
        .list();
  }
}
