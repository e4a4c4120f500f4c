package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The workers' disk has no byte left for a while.
 *
 * @param disk a folder that is a small disk of its own
 */
record FullDisk(Path disk, Lengths lengths) {
  Fault fault() {
    return new Fault("disk full: the workers' folder", this::fill);
  }

  private void fill() throws IOException {
    Path filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[1 << 16];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      Lengths.pause(lengths.brief());
    } finally {
      Files.deleteIfExists(filler);
    }
  }
}
