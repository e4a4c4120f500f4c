package dev.lorsbench.coco.json;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a JSON file, plain or gzipped. */
final class JsonFile {
  private JsonFile() {}

  /** Opens a file; one that starts with the gzip magic is decompressed. */
  static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
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
