package dev.lorsbench.db;

import java.time.Duration;

/** What becomes of a process, a worker or an orchestrator, that the ledger no longer hears of. */
final class Silence {
  /** An orchestrator counts as alive until then: four times as long as it is silent by itself. */
  static final Duration ALIVE = Duration.ofMinutes(1);

  /**
   * A worker counts as lost from then on: four times as long as it is silent between heartbeats.
   * Below the 30 s after which Temporal gives its trial to another worker, so that what nobody
   * works on says so before.
   */
  static final Duration LOST = Duration.ofSeconds(20);

  /** Until then it is listed as lost. */
  static final Duration LISTED = Duration.ofDays(1);

  /** Then its row goes: whoever was killed never said that it leaves. */
  static final Duration KEPT = Duration.ofDays(7);

  private Silence() {}
}
