package dev.lorsbench.cli.chaos;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** How long faults last, by chance. */
record Lengths(Random random) {
  Duration brief() {
    return Duration.ofMillis(500 + random.nextInt(5_000));
  }

  /** Longer, sometimes, than the half minute after which a worker counts as lost. */
  Duration longEnoughToBeLost() {
    return random.nextInt(4) == 0 ? Duration.ofSeconds(40) : brief();
  }

  /** How long a fault lasts is part of it. */
  static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
