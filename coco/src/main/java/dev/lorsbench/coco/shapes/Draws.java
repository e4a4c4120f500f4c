package dev.lorsbench.coco.shapes;

import dev.lorsbench.coco.SplitMix;

/** Random draws by counter (splitmix64): the same on every machine and JDK. */
final class Draws {
  private long state;

  Draws(long seed, long index) {
    state = SplitMix.start(seed, index);
  }

  /** Uniform in [0, 1). */
  double unit() {
    state += SplitMix.STEP;
    return (SplitMix.mix(state) >>> 11) * 0x1p-53;
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
