package dev.lorsbench.cli.natives;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.fetch.Checksum;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checksum of every library, in a file beside them, as {@code sha256sum} prints them. */
final class Manifest {
  private static final String NAME = "SHA256SUMS";
  private static final int LARGEST = 1 << 20;

  private Manifest() {}

  /** Whether a folder was filled to its end. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  /** Writes it for all files of a folder. */
  static void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.add(Checksum.sha256(file).hex() + "  " + folder.relativize(file));
      }
    }
    WholeFile.write(folder.resolve(NAME), String.join("\n", lines) + "\n");
  }

  /**
   * What is wrong with a folder, a line each.
   *
   * @throws CliException where it holds no libraries
   */
  static List<String> faults(Path folder) throws IOException {
    if (!isIn(folder)) {
      throw new CliException(folder + ": has no natives; `lors natives fetch` brings them");
    }
    List<String> faults = new ArrayList<>();
    for (String line : TextFile.read(folder.resolve(NAME), LARGEST).lines().toList()) {
      String[] words = line.split(" {2}", 2);
      if (words.length != 2 || !words[0].matches("[0-9a-f]{64}")) {
        throw new CliException(folder.resolve(NAME) + ": is damaged; remove and fetch again");
      }
      Path file = folder.resolve(words[1]).normalize();
      if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
        faults.add(words[1] + ": is missing");
      } else if (!new Checksum(words[0]).matches(file)) {
        faults.add(words[1] + ": has other bytes than it was fetched with");
      }
    }
    return faults;
  }
}
