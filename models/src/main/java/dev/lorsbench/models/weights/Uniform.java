package dev.lorsbench.models.weights;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Random numbers as a function of (seed, name, index) alone, the same on every platform, in any
 * order and from any thread. SplitMix64 is the mixing function.
 */
public final class Uniform {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private final long start;

  /** The stream of one named thing. */
  public Uniform(long seed, String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    start = mix(seed * GAMMA + 1) ^ (crc.getValue() << 32);
  }

  /** Number {@code index} of the stream, uniform in [0, 1). */
  public double at(long index) {
    return (mix(start + (index + 1) * GAMMA) >>> 11) * 0x1p-53;
  }

  /** Number {@code index}, standard normal (Box and Muller). */
  public double normal(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - at(2 * index)));
    return radius * StrictMath.cos(2 * StrictMath.PI * at(2 * index + 1));
  }

  /** SplitMix64's finaliser. */
  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
