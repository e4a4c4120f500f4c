package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A disk of 48 MiB.
 *
 * @param path where it is mounted
 */
public record SmallDisk(Path path) implements AutoCloseable {
  /** Mounts one below a folder; skips the test where this user may not. */
  public static SmallDisk in(Path folder) throws IOException, InterruptedException {
    Path path = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        done("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", path.toString()),
        "this user may not mount a tmpfs, so no disk can be filled");
    return new SmallDisk(path);
  }

  /** The file that {@link #fill} writes. */
  public Path filler() {
    return path.resolve("filler");
  }

  /** Writes the filler, or more of it, until no byte more has room. */
  public void fill() {
    try (OutputStream out =
        Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  /** Unmounts it though mapped tensors may still be open. */
  @Override
  public void close() throws IOException {
    try {
      done("umount", "--lazy", path.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
