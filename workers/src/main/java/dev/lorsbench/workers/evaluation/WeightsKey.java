package dev.lorsbench.workers.evaluation;

import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A name for the exact bits of a model's weights. */
final class WeightsKey {
  private static final int CHUNK = 1 << 14;

  private WeightsKey() {}

  /** The first 32 hex digits of SHA-256 over names and values, in the registry's order. */
  static String of(Weights weights) {
    MessageDigest sha = sha256();
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK);
    for (Weight weight : weights.all()) {
      sha.update(weight.name().getBytes(StandardCharsets.UTF_8));
      float[] values = weight.values();
      for (int from = 0; from < values.length; from += CHUNK) {
        int count = Math.min(CHUNK, values.length - from);
        bytes.clear();
        bytes.asFloatBuffer().put(values, from, count);
        sha.update(bytes.limit(4 * count));
      }
    }
    return HexFormat.of().formatHex(sha.digest(), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
