package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.TrialSpec;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what the ledger says of a trial. */
final class TrialWatch {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private TrialWatch() {}

  /** The trial once the condition holds; fails, saying how it stands, where it never does. */
  static Trial await(TrialStore trials, TrialSpec spec, Predicate<Trial> condition) {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      Trial trial = trials.find(spec.id()).orElseThrow();
      if (condition.test(trial)) {
        return trial;
      }
      assertThat(System.nanoTime()).as("trial stays %s", trial).isLessThan(until);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
