package dev.lorsbench.cli.natives;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.fetch.Unpacking;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.files.Trees;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fills a folder with the libraries of wheels. All is put together in a folder beside it, which
 * takes its name at the end: the libraries are there whole or not at all. A run that was stopped
 * goes on from the wheels that it had.
 *
 * @param said gets a line for every wheel
 */
record NativesFetch(List<Wheel> wheels, WheelSource source, Consumer<String> said) {
  private static final double GB = 1e9;

  /** Wheels of libraries unpack to about twice their size. */
  private static final int UNPACKED = 2;

  private static final Unpacking LIMITS = new Unpacking(100_000, 16L << 30, 100);

  /**
   * Fetches what is missing.
   *
   * @throws CliException in one line, where it cannot
   */
  void into(Path folder) {
    Path state = folder.resolveSibling(folder.getFileName() + ".fetching");
    try {
      if (Manifest.isIn(folder)) {
        said.accept(folder + ": is there");
        return;
      }
      if (Files.exists(folder)) {
        throw new CliException(folder + ": is there already, and was not fetched");
      }
      Files.createDirectories(state.resolve("tree"));
      List<Wheel> missing =
          wheels.stream().filter(wheel -> !Files.exists(done(state, wheel))).toList();
      requireRoom(state, missing);
      for (Wheel wheel : missing) {
        take(wheel, state);
        said.accept(wheel.name());
      }
      Manifest.write(state.resolve("tree"));
      WholeFile.syncTree(state.resolve("tree"));
      WholeFile.rename(state.resolve("tree"), folder);
      Trees.delete(state);
    } catch (IOException e) {
      throw new CliException(folder + ": " + e.getMessage(), e);
    }
  }

  private static Path done(Path state, Wheel wheel) {
    return state.resolve(wheel.name() + ".done");
  }

  private static void requireRoom(Path state, List<Wheel> missing) throws IOException {
    long packed = missing.stream().mapToLong(Wheel::bytes).sum();
    long largest = missing.stream().mapToLong(Wheel::bytes).max().orElse(0);
    long needed = packed * UNPACKED + largest;
    long free = Files.getFileStore(state).getUsableSpace();
    if (free < needed) {
      throw new CliException(
          "%s: %.1f GB are free, and %.1f GB are needed; free some, or name another folder by --into"
              .formatted(state.toAbsolutePath().getParent(), free / GB, needed / GB));
    }
  }

  private void take(Wheel wheel, Path state) throws IOException {
    Path file = source.bring(wheel, state);
    Path part = state.resolve("unpacking");
    Trees.delete(part);
    Files.createDirectory(part);
    String name = wheel.libraries();
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "unpacking " + wheel.project())) {
      LIMITS.unpack(file, Map.of(name, name), part, bar::show);
    }
    if (!Files.isDirectory(part.resolve(name))) {
      throw new CliException(file + ": has nothing below " + name);
    }
    Path target = state.resolve("tree").resolve(name);
    Trees.delete(target);
    Files.createDirectories(target.getParent());
    WholeFile.rename(part.resolve(name), target);
    Trees.delete(part);
    WholeFile.write(done(state, wheel), "");
    Files.deleteIfExists(state.resolve(wheel.name()));
  }
}
