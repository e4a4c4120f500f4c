package dev.lorsbench.workers.data;

/**
 * Random numbers by counter: each is a pure function of its key, so that nothing about order,
 * threads or restarts can change it (the finaliser of SplitMix64, applied to every part of the
 * key).
 */
public final class CounterHash {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private CounterHash() {}

  /** 64 bits of the key (seed, stream, index). */
  public static long bits(long seed, long stream, long index) {
    long h = mix(seed + GOLDEN);
    h = mix(h ^ (stream + GOLDEN) * 0xD1342543DE82EF95L);
    return mix(h ^ (index + 1) * GOLDEN);
  }

  /** A double of the key, uniform in [0, 1). */
  public static double uniform(long seed, long stream, long index) {
    return (bits(seed, stream, index) >>> 11) * 0x1p-53;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
