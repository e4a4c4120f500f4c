package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What is left of processes that are to have ended. */
final class Remains {
  private Remains() {}

  /**
   * Processes that work on a folder: it stands in their command line or environment, or they stand
   * in it.
   */
  static List<String> processes(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.pid() != ProcessHandle.current().pid() && worksOn(p.pid(), folder))
        .map(p -> "left behind process " + p.pid() + " " + p.info().command().orElse(""))
        .toList();
  }

  private static boolean worksOn(long pid, Path folder) {
    Path process = Path.of("/proc", Long.toString(pid));
    return holds(process.resolve("cmdline"), folder)
        || holds(process.resolve("environ"), folder)
        || standsIn(process.resolve("cwd"), folder);
  }

  private static boolean holds(Path file, Path folder) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains(folder.toString());
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }

  private static boolean standsIn(Path link, Path folder) {
    try {
      return Files.readSymbolicLink(link).startsWith(folder);
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }

  /** Files below a folder, relative to it, sorted. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }

  /** Copies logs to where they outlast a test. */
  static void keepLogs(List<Path> folders, Path target) throws IOException {
    Files.createDirectories(target);
    for (Path folder : folders) {
      for (Path file : Files.isDirectory(folder) ? files(folder) : List.<Path>of()) {
        Files.copy(
            folder.resolve(file),
            target.resolve(file.getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
