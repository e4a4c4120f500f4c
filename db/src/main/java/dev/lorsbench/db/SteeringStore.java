package dev.lorsbench.db;

import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import java.util.List;
import java.util.Map;

/**
 * What people ask of sweeps and trials that run. Each request is one transaction with its line in
 * the audit trail; what cannot be done changes nothing and leaves no line.
 */
public final class SteeringStore {
  private final Database database;

  /** Steers what that ledger holds. */
  public SteeringStore(Database database) {
    this.database = database;
  }

  /** How a sweep is to be run now. */
  public Course course(String sweep) {
    return database.with(
        h ->
            h.createQuery("SELECT paused, parallelism, priority FROM sweeps WHERE id = :id")
                .bind("id", sweep)
                .map(
                    (r, c) ->
                        new Course(
                            r.getBoolean("paused"),
                            r.getInt("parallelism"),
                            r.getInt("priority"),
                            SweepLimits.of(h, sweep)))
                .one());
  }

  /** Holds a sweep; false where it has ended, was asked to stop or is paused already. */
  public boolean pause(String sweep) {
    return sweep(sweep, "paused = true", "NOT paused", "PAUSE", "paused", Map.of());
  }

  /** Lets a paused sweep go on; false where it is not paused, has ended or was asked to stop. */
  public boolean resume(String sweep) {
    return sweep(sweep, "paused = false", "paused", "RESUME", "goes on", Map.of());
  }

  /**
   * Changes how many of a sweep's trials run at once; false where it has ended or was asked to
   * stop.
   */
  public boolean parallelism(String sweep, int atOnce) {
    return sweep(
        sweep,
        "parallelism = :value",
        "true",
        "PARALLELISM",
        atOnce + " trials at once",
        Map.of("value", atOnce));
  }

  /**
   * Changes how many of a sweep's trials of one resource class run at once; false where it has
   * ended or was asked to stop.
   */
  public boolean parallelism(String sweep, String resources, int atOnce) {
    return database.inTransaction(
        h ->
            SweepLimits.set(h, sweep, Map.of(resources, atOnce)) > 0
                && EventStore.write(
                    h, sweep, null, "PARALLELISM", atOnce + " trials at once on " + resources));
  }

  /**
   * Changes a sweep's priority, 1 (first) to 5 (last); false where it has ended or was asked to
   * stop.
   */
  public boolean priority(String sweep, int priority) {
    return sweep(
        sweep,
        "priority = :value",
        "true",
        "PRIORITY",
        "priority " + priority + " of 1 (first) to 5 (last)",
        Map.of("value", priority));
  }

  private boolean sweep(
      String sweep, String set, String where, String kind, String line, Map<String, ?> values) {
    return database.inTransaction(
        h -> {
          int changed =
              h.createUpdate(
                      "UPDATE sweeps SET %s WHERE id = :id AND ended_at IS NULL AND NOT cancel_asked AND %s"
                          .formatted(set, where))
                  .bind("id", sweep)
                  .bindMap(values)
                  .execute();
          return changed > 0 && EventStore.write(h, sweep, null, kind, line);
        });
  }

  /**
   * Asks a trial that has begun to end where it is, evaluated, with the result it then has.
   *
   * @return false where it has not begun, has ended, or was asked to end or to stop already
   */
  public boolean finish(String trial) {
    return database.inTransaction(
        h -> {
          int asked =
              h.createUpdate(
                      """
                      UPDATE trials SET finish_asked = true
                      WHERE id = :id AND NOT finish_asked AND NOT cancel_asked
                        AND (state = 'RUNNING' OR state = 'QUEUED' AND step > 0)
                      """)
                  .bind("id", trial)
                  .execute();
          return asked > 0 && EventStore.write(h, null, trial, "STOP", "asked to end where it is");
        });
  }

  /**
   * Queues a sweep's failed and cancelled trials again, and takes the sweep up again.
   *
   * @return how many; 0 where there is none, or the sweep was asked to stop and has not ended yet
   */
  public int retry(String sweep) {
    return database.inTransaction(h -> SweepRetry.all(h, sweep));
  }

  /**
   * Queues one trial of a sweep again that failed, was cancelled or stopped early, and takes the
   * sweep up again.
   *
   * @return false where it is none of these, or the sweep was asked to stop and has not ended yet
   */
  public boolean retry(String sweep, String trial) {
    return database.inTransaction(h -> SweepRetry.one(h, sweep, trial));
  }

  /** Whether a trial was asked to end where it is. */
  public boolean finishAsked(String trial) {
    return database.with(
        h ->
            h.createQuery("SELECT finish_asked FROM trials WHERE id = :id")
                .bind("id", trial)
                .mapTo(boolean.class)
                .findOne()
                .orElse(false));
  }

  /**
   * Adds trials behind those of a sweep, which is taken up again where it had ended.
   *
   * @param spec whose trials are added; their names differ from those of the sweep
   * @return the sweep's trials in all, 0 where it was asked to stop and has not ended yet
   * @throws DatabaseException naming a trial whose name the sweep has already
   */
  public int add(String sweep, SweepSpec spec) {
    return database.inTransaction(h -> SweepCreation.add(h, sweep, spec));
  }

  /**
   * Lets trials of a sweep that have succeeded go on over more steps, as new trials behind those of
   * the sweep, which is taken up again where it had ended. Of trials that have not succeeded
   * nothing is made.
   *
   * @return the new trials; empty where the sweep was asked to stop and has not ended yet, or none
   *     of the trials has succeeded
   * @throws DatabaseException naming a trial that cannot go on, and why; nothing was added then
   */
  public List<TrialSpec> extend(String sweep, List<String> trials, int steps) {
    return database.inTransaction(
        h -> {
          if (SweepCreation.cancelling(h, sweep)) {
            return List.of();
          }
          List<TrialSpec> added = SweepExtension.extend(h, sweep, trials, steps);
          if (!added.isEmpty()) {
            SweepCreation.takeUp(h, sweep);
          }
          return added;
        });
  }
}
