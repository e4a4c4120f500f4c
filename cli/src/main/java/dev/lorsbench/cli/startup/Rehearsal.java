package dev.lorsbench.cli.startup;

import dev.lorsbench.cli.Lors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * Goes through the short commands once, unseen, so that the launcher's class archive holds what
 * they load. Run by the launcher after a build, with {@code -XX:ArchiveClassesAtExit}.
 */
public final class Rehearsal {
  private static final String TRUTH =
      """
      {"images": [{"id": 1, "width": 64, "height": 64, "file_name": "a.jpg"}],
       "categories": [{"id": 1, "name": "a"}],
       "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 30.5, 40],
                        "area": 1220, "iscrowd": 0, "segmentation": [[1, 2, 31.5, 42]]}]}
      """;
  private static final String FOUND =
      """
      [{"image_id": 1, "category_id": 1, "bbox": [1, 2, 30.258150372314453, 4e1], "score": 0.9},
       {"image_id": 1, "category_id": 1, "bbox": [5, 5, 3, 4], "score": 0.25}]
      """;

  private Rehearsal() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("lors-rehearsal");
    Path truth = Files.writeString(folder.resolve("gt.json"), TRUTH);
    Path found = Files.writeString(folder.resolve("dt.json"), FOUND);
    try {
      for (List<String> words : lines(truth.toString(), found.toString())) {
        CommandLine lors = Lors.commandLine();
        lors.setOut(new PrintWriter(Writer.nullWriter()));
        lors.setErr(new PrintWriter(Writer.nullWriter()));
        lors.execute(words.toArray(String[]::new));
      }
    } finally {
      Files.delete(truth);
      Files.delete(found);
      Files.delete(folder);
    }
  }

  private static List<List<String>> lines(String truth, String found) {
    return List.of(
        List.of("--help"),
        List.of("--version"),
        List.of("params", "lors-r50-1x"),
        List.of("params", "lors-r50-1x", "--json"),
        List.of("models"),
        List.of("cocoeval", truth, found, "--per-category", "--threads", "2"),
        List.of("cocoeval", truth, found, "--json", "--threads", "1"),
        List.of("cocoeval", truth, folderOf(truth), "--json"));
  }

  /** A detections file that cannot be read: errors load classes too. */
  private static String folderOf(String file) {
    return Path.of(file).getParent().toString();
  }
}
