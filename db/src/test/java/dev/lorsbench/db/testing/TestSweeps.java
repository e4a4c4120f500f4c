package dev.lorsbench.db.testing;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Sweeps of tiny trials; every call makes other trials unless a seed is given. */
public final class TestSweeps {
  private static final AtomicLong SEED = new AtomicLong();

  private TestSweeps() {}

  /** A baseline {@code full} and {@code low0}, {@code low1}, ...: {@code trials} in all. */
  public static SweepSpec of(int trials, int parallelism) {
    return of(trials, parallelism, SEED.addAndGet(100_000));
  }

  /** As {@link #of(int, int)}; the same seed gives the same trials, from the baseline on. */
  public static SweepSpec of(int trials, int parallelism, long seed) {
    StringBuilder yaml =
        new StringBuilder(
            """
            name: test
            parallelism: %d
            train: {steps: 100}
            trials:
              - {name: full, model: adamixer-tiny, train: {seed: %d}}
            """
                .formatted(parallelism, seed));
    for (int i = 0; i < trials - 1; i++) {
      yaml.append(
          "  - {name: low%d, model: lors-tiny, train: {seed: %d}}%n".formatted(i, seed + i));
    }
    return SweepSpec.parse(
        yaml.toString(),
        "test.yaml",
        Optional.of(DataConfig.folder("/data").withFingerprint("print")));
  }
}
