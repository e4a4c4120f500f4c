package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import java.util.Optional;

/**
 * A trial that the ledger has as running and nobody works on: its worker was killed, hangs or is
 * cut off, and Temporal has not given the trial to another one yet. Told here once for all who
 * read; the row itself changes when the next attempt begins.
 *
 * <p>The fragments speak of the trial's row as {@code t}.
 */
final class LostWorker {
  /** How long the attempt's worker has been silent, an interval; NULL where no attempt is open. */
  static final String SILENT_FOR =
      """
      (SELECT now() - coalesce(w.seen_at, greatest(a.started_at, a.seen_at))
       FROM attempts a LEFT JOIN workers w ON w.id = a.worker AND w.trial_id = a.trial_id
       WHERE a.trial_id = t.id AND a.fence = t.fence AND a.ended_at IS NULL)
      """;

  /** Whether the trial lost its worker. */
  static final String LOST =
      "(t.state = 'RUNNING' AND coalesce(%s > interval '%d seconds', false))"
          .formatted(SILENT_FOR, Silence.LOST.toSeconds());

  /** The state that readers are shown: who lost its worker waits for another one. */
  static final String STATE = "CASE WHEN %s THEN 'QUEUED' ELSE t.state END".formatted(LOST);

  private static final String MESSAGE =
      "its worker was not heard of for %d s; it goes on from its last checkpoint with another one"
          .formatted(Silence.LOST.toSeconds());

  private LostWorker() {}

  /** The state that goes with {@link #LOST}. */
  static TrialState state(boolean lost, String state) {
    return lost ? TrialState.QUEUED : TrialState.valueOf(state);
  }

  /** Why it waits. */
  static Optional<Failure> failure(boolean lost, Optional<Failure> otherwise) {
    return lost ? Optional.of(Failure.WORKER_LOST) : otherwise;
  }

  /** The same in a line. */
  static String message(boolean lost, String otherwise) {
    return lost ? MESSAGE : otherwise;
  }
}
