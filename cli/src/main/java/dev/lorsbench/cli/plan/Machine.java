package dev.lorsbench.cli.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a plan finds here: its data, and room for checkpoints.
 *
 * @param data what was found of the data set, in words
 * @param problem why it cannot be trained on; empty where it can
 * @param freeMib of the disk that holds the data directory
 */
record Machine(String data, Optional<String> problem, Path folder, double freeMib) {
  static Machine of(String data, Optional<String> problem, Path dataDirectory) {
    Path there = dataDirectory.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return new Machine(data, problem, dataDirectory, free(there));
  }

  private static double free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() / (double) (1 << 20);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  boolean roomFor(double mib) {
    return !(mib > freeMib);
  }

  List<String> lines(double neededMib) {
    return List.of(
        "disk       %,.0f MiB for checkpoints and weights, %,.0f MiB free for %s%s"
            .formatted(neededMib, freeMib, folder, roomFor(neededMib) ? "" : ": not enough"),
        "data       " + problem.map(p -> data + ": " + p).orElse(data));
  }
}
