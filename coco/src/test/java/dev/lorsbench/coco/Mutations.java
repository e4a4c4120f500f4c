package dev.lorsbench.coco;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damaged copies of a JSON text: bytes changed, cut off, pieces put in or doubled. */
public final class Mutations {
  private static final String SALT = "{}[]\",:0123456789eE+-.NaIfinty\\u \n\0\u00ff";
  private static final List<String> PIECES =
      List.of(
          "NaN",
          "-Infinity",
          "1e999",
          "1e-400",
          "1E+0007",
          "-0",
          "00",
          "1.",
          "9223372036854775808",
          "3.0",
          "0.30000000000000004",
          "\"7\"",
          "null",
          "true",
          "{}",
          "[]",
          "[[1,2],{\"a\":[]}]",
          "\"id\":1,",
          "\"score\":0.5,",
          "\"\\u0069d\":4,",
          "},{",
          "]",
          "\"\\q\"",
          "\u00e9",
          "[[[[[[");

  private Mutations() {}

  /** A copy with up to five changes; often still valid. */
  public static byte[] of(String text, Random random) {
    String changed = text;
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(changed.length() + 1);
      int end = Math.min(changed.length(), at + random.nextInt(random.nextBoolean() ? 1 : 6));
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      changed = changed.substring(0, at) + piece + changed.substring(end);
    }
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          random.nextInt(4) > 0
              ? (byte) SALT.charAt(random.nextInt(SALT.length()))
              : (byte) random.nextInt(256);
    }
    boolean whole = random.nextInt(3) > 0;
    return whole ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }
}
