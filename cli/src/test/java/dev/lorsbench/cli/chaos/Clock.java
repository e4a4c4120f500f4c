package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The wall clock of one service and of what it starts: a small library before the C library adds
 * what a file says. The monotonic clock, which nobody can set, stays the machine's.
 *
 * @param library made of {@code clock.c}
 * @param file eight bytes, the seconds by which it is off, which the processes share
 */
record Clock(Path library, Path file) {
  /** Makes the library; empty where there is no C compiler. */
  static Optional<Path> library(Path folder) {
    Path source = folder.resolve("clock.c");
    Path library = folder.resolve("clock.so");
    try (InputStream text = Clock.class.getResourceAsStream("clock.c")) {
      Files.copy(text, source);
      Process compiler =
          new ProcessBuilder(
                  "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean made = compiler.waitFor(60, TimeUnit.SECONDS) && compiler.exitValue() == 0;
      return made ? Optional.of(library) : Optional.empty();
    } catch (IOException noCompiler) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A clock that goes right. */
  Clock {
    set(file, 0);
  }

  /** What puts a process under it. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "CHAOS_CLOCK", file.toString());
  }

  /** Sets it so many seconds forward, or back where they are negative. */
  void step(long seconds) {
    try {
      long off = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).getLong();
      set(file, off + seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(Path file, long seconds) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(bytes.putLong(0, seconds), 0); // one write of one word: nobody reads half of it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
