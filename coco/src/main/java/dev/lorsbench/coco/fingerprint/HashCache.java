package dev.lorsbench.coco.fingerprint;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.coco.fingerprint.FileHashes.Known;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file in which hashes are remembered: one a data folder, a line a file, {@code hash size time
 * path}. It can be deleted at any time.
 */
record HashCache(Path file) {
  private static final int MOST_BYTES = 256 << 20;

  static HashCache of(Path caches, Path folder) {
    String name = FileHashes.ofText(folder.toAbsolutePath().normalize().toString());
    return new HashCache(caches.resolve(name.substring(0, 32) + ".hashes"));
  }

  /** What is remembered; nothing if there is no such file, or it is damaged. */
  Map<String, Known> read() {
    Map<String, Known> known = new HashMap<>();
    try {
      for (String line : TextFile.lines(file, MOST_BYTES)) {
        String[] words = line.split(" ", 4);
        if (words.length != 4 || !words[0].matches("[0-9a-f]{64}")) {
          return Map.of();
        }
        known.put(words[3], new Known(Long.parseLong(words[1]), words[2], words[0]));
      }
      return known;
    } catch (IOException | NumberFormatException e) {
      return Map.of(); // then every file is read
    }
  }

  /** Remembers; where that cannot be, the next run reads every file again. */
  void write(Map<String, Known> used) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(used)
        .forEach(
            (path, known) -> {
              if (path.indexOf('\n') < 0) {
                lines.append(known.hash()).append(' ').append(known.size()).append(' ');
                lines.append(known.changed()).append(' ').append(path).append('\n');
              }
            });
    try {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, out -> out.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | CocoException e) {
      return; // a home that cannot be written costs time alone
    }
  }
}
