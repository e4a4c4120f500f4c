package dev.lorsbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (draft 2020-12) of a sweep's file, for editors. What depends on several keys at
 * once, such as divisors, the reader alone checks.
 */
public final class SweepSchema {
  private SweepSchema() {}

  /** The schema's text. */
  public static String json() {
    try (InputStream in = SweepSchema.class.getResourceAsStream("sweep.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
