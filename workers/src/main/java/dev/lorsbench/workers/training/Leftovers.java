package dev.lorsbench.workers.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes that ended in the middle left in a folder of checkpoints: files half written, and
 * whole ones that no index knows.
 *
 * @param suffix of the attempt that clears; what a later one writes is not its to judge
 */
public record Leftovers(Path folder, String suffix) {
  private static final Pattern ATTEMPT = Pattern.compile("-a(\\d{1,18})\\.");

  /** Removes them, given the manifests that count. */
  void clear(List<Path> manifests) throws IOException {
    Set<Path> known = new HashSet<>(manifests);
    manifests.forEach(json -> known.add(tensorsOf(json)));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> !known.contains(f) && leftover(f.getFileName().toString()))
          .forEach(Leftovers::delete);
    }
  }

  private boolean leftover(String file) {
    return (file.endsWith(".writing") || file.matches("step-.*\\.(json|safetensors)"))
        && ofAttempt(file) <= ofAttempt(suffix + ".");
  }

  /** The attempt that wrote a file: the number in {@code -a12.}; 0 where there is none. */
  public static long ofAttempt(String file) {
    Matcher number = ATTEMPT.matcher(file);
    return number.find() ? Long.parseLong(number.group(1)) : 0;
  }

  /** The tensors' file of a manifest. */
  public static Path tensorsOf(Path json) {
    return json.resolveSibling(tensorsOf(json.getFileName().toString()));
  }

  /** The name of the tensors' file, given the manifest's. */
  public static String tensorsOf(String json) {
    return json.replaceAll("\\.json$", ".safetensors");
  }

  /** Removes a file; one that cannot be removed harms nothing. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      return;
    }
  }
}
