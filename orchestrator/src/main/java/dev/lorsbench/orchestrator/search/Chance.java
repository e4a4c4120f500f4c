package dev.lorsbench.orchestrator.search;

import java.util.SplittableRandom;

/** Random numbers by number: the same seed and number give the same ones, whatever came before. */
final class Chance {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Chance() {}

  static SplittableRandom at(long seed, long number) {
    // Two rounds of a mixer, so that neighbouring numbers have nothing in common.
    return new SplittableRandom(mixed(mixed(seed + GOLDEN) + GOLDEN * (number + 1)));
  }

  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
