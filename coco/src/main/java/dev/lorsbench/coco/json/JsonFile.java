package dev.lorsbench.coco.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.lorsbench.files.RegularFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A JSON file, plain or gzipped. */
final class JsonFile {
  /** COCO's polygons need 5; no real annotation file comes near this. */
  private static final int MAX_DEPTH = 64;

  private static final int MAX_NUMBER = 400;
  private static final int MAX_NAME = 1_000;
  private static final int MAX_STRING = 16 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_STRING)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Read, so that the refusal can name the field instead of the letter N.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private JsonFile() {}

  /** A parser whose nesting, numbers and strings are bounded. */
  static JsonParser parser(Path file) throws IOException {
    return FACTORY.createParser(open(file));
  }

  /** Why a file cannot be read on; gzip's reader says nothing of its own at an early end. */
  static String reason(IOException e) {
    return e instanceof EOFException ? "the file ends too early" : e.getMessage();
  }

  /** Opens a file; one that starts with the gzip magic is decompressed. */
  static InputStream open(Path file) throws IOException {
    InputStream raw = RegularFile.open(file);
    try {
      InputStream bytes = new BufferedInputStream(raw, 1 << 16);
      bytes.mark(2);
      boolean zipped = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      return zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}
