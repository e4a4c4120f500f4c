package dev.lorsbench.db;

import static java.util.stream.Collectors.joining;

import dev.lorsbench.experiment.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Attempts at trials. Beginning one takes the right to write from those before. */
public final class AttemptStore {
  private final Database database;

  /** The attempts of that ledger. */
  public AttemptStore(Database database) {
    this.database = database;
  }

  /**
   * An attempt's row; {@code endedAt} and {@code outcome} are null while it runs.
   *
   * @param host the machine; null where it was not recorded, as slot, device and version
   * @param slot which of the machine's; null for a worker on its own
   * @param version of the program
   * @param fromStep where it went on from, null before it is known
   */
  public record Row(
      long fence,
      String worker,
      String host,
      String slot,
      String device,
      String version,
      Long fromStep,
      Instant startedAt,
      Instant seenAt,
      Instant endedAt,
      String outcome,
      String message) {
    /** Slot, device and version in words, of what was recorded. */
    public String where() {
      return Stream.of(slot, device, version).filter(Objects::nonNull).collect(joining(" · "));
    }
  }

  /**
   * Begins an attempt: the trial is running, and older attempts may write nothing more. A worker
   * that was given its turn and stalled before it came here does not push out its successor.
   *
   * @return empty where there is nothing to do: the trial has ended, or ends here after {@link
   *     Failure#attempts()} of one class without a new checkpoint. A trial that kills its worker
   *     each time (a native crash, the kernel's out-of-memory killer) ends so; one that gets on may
   *     lose any number.
   * @throws FencedException where a later turn has begun, or a newer run was ordered
   * @throws DatabaseException where there is no such trial
   */
  public Optional<Attempt> begin(Turn turn, String worker) {
    return database.inTransaction(h -> AttemptBegin.begin(h, turn, worker));
  }

  /** The step that the attempt went on from. */
  public void from(Attempt attempt, long step) {
    database.with(
        h ->
            h.createUpdate("UPDATE attempts SET from_step = :s WHERE trial_id = :t AND fence = :f")
                .bind("t", attempt.trial())
                .bind("f", attempt.fence())
                .bind("s", step)
                .execute());
  }

  /**
   * Ends an attempt that did not succeed; one that has ended stays as it is. A trial that another
   * attempt may be made at is queued with the reason beside it.
   */
  public void end(Attempt attempt, Failure failure, String message) {
    database.inTransaction(h -> TrialEnd.attempt(h, attempt, failure, message));
  }

  /**
   * Ends an attempt whose memory ran out, and marks that the trial goes on with half its batch at a
   * time.
   */
  public void halve(Attempt attempt, String message) {
    database.inTransaction(
        h -> {
          h.createUpdate("UPDATE trials SET halved = true WHERE id = :t AND fence = :f")
              .bind("t", attempt.trial())
              .bind("f", attempt.fence())
              .execute();
          return TrialEnd.attempt(h, attempt, Failure.OUT_OF_MEMORY, message);
        });
  }

  /** A trial's attempts, newest first. */
  public List<Row> of(String trial) {
    return database.with(
        h ->
            h.createQuery(
                    "SELECT * FROM attempts WHERE trial_id = :trial ORDER BY fence DESC LIMIT 100")
                .bind("trial", trial)
                .map(
                    (r, c) ->
                        new Row(
                            r.getLong("fence"),
                            r.getString("worker"),
                            r.getString("host"),
                            r.getString("slot"),
                            r.getString("device"),
                            r.getString("version"),
                            r.getObject("from_step", Long.class),
                            Trial.time(r, "started_at"),
                            Trial.time(r, "seen_at"),
                            Trial.time(r, "ended_at"),
                            r.getString("outcome"),
                            r.getString("message")))
                .list());
  }
}
