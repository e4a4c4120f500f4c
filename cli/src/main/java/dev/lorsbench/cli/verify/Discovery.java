package dev.lorsbench.cli.verify;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the cases of a folder. An {@code index.json} says which cases the folders that it mentions
 * have; every other folder is searched.
 */
final class Discovery {
  private static final int DEEPEST = 8;
  private static final String INDEX = "index.json";

  private final Path root;
  private final List<VerifyCase> cases = new ArrayList<>();
  private final Set<Path> indexed = new HashSet<>();

  private Discovery(Path root) {
    this.root = root;
  }

  /**
   * The cases below a folder, or the one that a file holds.
   *
   * @throws CliException if there is none
   */
  static List<VerifyCase> in(Path given) throws IOException {
    Path path = given.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw CliException.usage(given + " does not exist");
    }
    boolean single = Files.isRegularFile(path) || CocoCheck.isCase(path);
    Discovery found = new Discovery(single ? path.getParent() : path);
    if (Files.isRegularFile(path)) {
      found.file(path);
    } else {
      found.folder(path, 0);
    }
    if (found.cases.isEmpty()) {
      throw new CliException(given + ": no golden cases in it");
    }
    return found.cases;
  }

  private void folder(Path folder, int depth) throws IOException {
    if (CocoCheck.isCase(folder)) {
      cases.add(new VerifyCase(name(folder), Kinds.COCOEVAL, new CocoCheck(folder)));
      return;
    }
    if (Files.isRegularFile(folder.resolve(INDEX))) {
      index(folder);
    }
    List<Path> children;
    try (Stream<Path> all = Files.list(folder)) {
      children = all.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    }
    for (Path child : children) {
      if (Files.isDirectory(child) && depth < DEEPEST) {
        folder(child, depth + 1);
      } else if (isCaseFile(child) && !indexed.contains(folder)) {
        file(child);
      }
    }
  }

  private static boolean isCaseFile(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") && !name.equals(INDEX);
  }

  private void index(Path folder) {
    Path file = folder.resolve(INDEX);
    try {
      for (JsonElement entry : GoldenFile.read(file).getAsJsonArray()) {
        Path path = folder.resolve(entry.getAsString()).normalize();
        if (Files.isDirectory(path)) {
          throw new CliException(file + ": " + entry + " is a folder, not a case");
        }
        indexed.add(path.getParent());
        file(path);
      }
    } catch (IOException | IllegalStateException | UnsupportedOperationException e) {
      cases.add(VerifyCase.broken(name(file), file + ": not a list of cases"));
    } catch (CliException e) {
      cases.add(VerifyCase.broken(name(file), e.getMessage()));
    }
  }

  private void file(Path file) {
    try {
      JsonElement json = GoldenFile.read(file);
      if (json instanceof JsonArray entries) {
        parameterCounts(file, entries);
      } else {
        cases.add(Kinds.of(name(file), file, (JsonObject) json));
      }
    } catch (IOException | RuntimeException e) {
      cases.add(VerifyCase.broken(name(file), Failures.line(e)));
    }
  }

  private void parameterCounts(Path file, JsonArray entries) {
    if (entries.isEmpty()) {
      throw new CliException(file + ": an empty list");
    }
    for (JsonElement entry : entries) {
      if (!(entry instanceof JsonObject golden) || !golden.has("by_parameter")) {
        throw new CliException(file + ": an entry is no parameter count (no \"by_parameter\")");
      }
      String name = name(file) + "/" + GoldenFile.at(golden, "name").getAsString();
      cases.add(new VerifyCase(name, Kinds.PARAMETERS, new ParameterCheck(golden)));
    }
  }

  private String name(Path path) {
    String relative = root.relativize(path).toString().replace('\\', '/');
    return relative.endsWith(".json")
        ? relative.substring(0, relative.length() - ".json".length())
        : relative;
  }
}
