package dev.lorsbench.cli.data;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A COCO folder or one annotation file, and which of its splits. */
final class SplitOptions {
  private static final List<String> USUAL = List.of("train", "val", "test");

  @Parameters(
      paramLabel = "DIR|JSON",
      description = "Folder with annotations/instances_SPLIT.json and SPLIT/, or one such file.")
  Path path;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "A split of the folder; the usual ones if none is given.")
  List<String> splits;

  boolean isFile() {
    return Files.isRegularFile(path);
  }

  /** The annotation file of each split, under its own name for a single file. */
  Map<String, Path> files() {
    if (isFile()) {
      return Map.of(path.getFileName().toString(), path);
    }
    if (!Files.isDirectory(path)) {
      throw CliException.usage(path + " is neither a folder nor a file");
    }
    Map<String, Path> files = new LinkedHashMap<>();
    CocoFolder folder = new CocoFolder(path);
    if (splits != null) {
      splits.forEach(split -> files.put(split, folder.annotations(split)));
      return files;
    }
    for (String split : USUAL) {
      try {
        files.put(split, folder.annotations(split));
      } catch (CocoException e) {
        continue; // a split that the folder does not have
      }
    }
    if (files.isEmpty()) {
      throw new CocoException(
          path.resolve("annotations")
              + ": has none of instances_train.json, _val.json, _test.json");
    }
    return files;
  }
}
