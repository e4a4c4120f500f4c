package dev.lorsbench.cli.verify;

/** The SplitMix64 generator, as golden data use it. */
final class SplitMix {
  private long state;

  SplitMix(long seed) {
    state = seed;
  }

  /** The next number, uniform in [0, 1). */
  double next() {
    state += 0x9E3779B97F4A7C15L;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
