package dev.lorsbench.coco;

/**
 * SplitMix64's finaliser, by which numbers of a key are mixed: the same on every machine and JDK.
 */
public final class SplitMix {
  /** The odd fraction of 2^64 by which SplitMix64 goes on. */
  public static final long STEP = 0x9E3779B97F4A7C15L;

  private SplitMix() {}

  /** The finaliser. */
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The start of draw {@code index} of a seed; exchanging the two gives another one. */
  public static long start(long seed, long index) {
    return mix(mix(seed + STEP) ^ (index * STEP));
  }
}
