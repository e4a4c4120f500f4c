package dev.lorsbench.db;

import java.time.Duration;

/** What becomes of a process, a worker or an orchestrator, that the ledger no longer hears of. */
final class Silence {
  /** Until then it counts as alive: six times as long as a worker is silent between heartbeats. */
  static final Duration ALIVE = Duration.ofMinutes(1);

  /** Until then it is listed as lost. */
  static final Duration LISTED = Duration.ofDays(1);

  /** Then its row goes: whoever was killed never said that it leaves. */
  static final Duration KEPT = Duration.ofDays(7);

  private Silence() {}
}
