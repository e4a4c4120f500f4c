package dev.lorsbench.coco.shapes;

/** Random draws by counter (splitmix64): the same on every machine and JDK. */
final class Draws {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  Draws(long seed, long index) {
    state = mix(mix(seed + STEP) ^ (index * STEP));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  double unit() {
    state += STEP;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  /** Uniform in [least, most). */
  double between(double least, double most) {
    return least + unit() * (most - least);
  }

  /** Uniform in 0..bound-1. */
  int below(int bound) {
    return (int) (unit() * bound);
  }
}
