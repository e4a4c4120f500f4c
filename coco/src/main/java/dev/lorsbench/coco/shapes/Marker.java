package dev.lorsbench.coco.shapes;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.Trees;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file that says what a shapes folder holds, and whether all of it was written. */
final class Marker {
  /** Raised whenever other pixels or boxes come out of the same seed. */
  static final int VERSION = 1;

  private static final int LARGEST = 1 << 12;

  private final Path folder;
  private final Path whole;
  private final Path begun;
  private final String text;

  Marker(Path folder, ShapesSpec spec) {
    this.folder = folder;
    this.whole = folder.resolve("shapes.json");
    this.begun = folder.resolve("shapes.json.part");
    this.text =
        "{\"version\":%d,\"seed\":%d,\"train\":%d,\"val\":%d,\"size\":%d}%n"
            .formatted(VERSION, spec.seed(), spec.trainImages(), spec.valImages(), spec.size());
  }

  /** Whether the folder holds the whole set; another set in it is an error. */
  boolean complete() throws IOException {
    if (!Files.exists(whole)) {
      return false;
    }
    String found = TextFile.read(whole, LARGEST);
    if (!found.strip().equals(text.strip())) {
      throw new CocoException(
          folder + ": holds another shapes set: " + found.strip() + ", wanted " + text.strip());
    }
    return true;
  }

  /** Claims the folder: removes what an interrupted run left, refuses what is not ours. */
  void begin() throws IOException {
    Files.createDirectories(folder);
    if (Files.exists(begun)) {
      for (String part : List.of("train", "val", "annotations")) {
        Trees.delete(folder.resolve(part));
      }
    } else {
      requireEmpty();
    }
    Files.writeString(begun, text);
  }

  /** Says that everything was written. */
  void end() throws IOException {
    WholeFile.rename(begun, whole);
  }

  private void requireEmpty() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .findFirst()
          .ifPresent(
              entry -> {
                throw new CocoException(
                    folder + ": is neither empty nor a shapes set: " + entry.getFileName());
              });
    }
  }
}
