package dev.lorsbench.cli.fetch;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The archives of COCO 2017, with the SHA-1 sums that its tools publish. */
final class CocoArchives {
  private static final Map<String, String> SUMS =
      Map.of(
          "annotations/annotations_trainval2017.zip", "8551ee4bb5860311e79dace7e79cb91e432e78b3",
          "zips/train2017.zip", "10ad623668ab00c62c096f0ed636d6aff41faca5",
          "zips/val2017.zip", "4950dc9d00dbe1c933ee0170f5797584351d2a41");

  private static final List<String> SPLITS = List.of("train", "val");

  private static final int MOST_BYTES = 1 << 20;

  private CocoArchives() {}

  /**
   * The annotations, then the images of each split.
   *
   * @param splits train, val or both
   * @param sums a file of other checksums, for a mirror with other files; null for COCO's own
   */
  static List<Archive> of(List<String> splits, Path sums) {
    Map<String, String> known = sums == null ? SUMS : read(sums);
    Map<String, String> instances = new HashMap<>();
    for (String split : SPLITS) {
      instances.put("annotations/instances_" + split + "2017.json", instances(split));
    }
    Set<String> wanted = splits.stream().map(CocoArchives::instances).collect(Collectors.toSet());
    List<Archive> archives = new ArrayList<>();
    String annotations = "annotations/annotations_trainval2017.zip";
    archives.add(new Archive(annotations, sum(annotations, known, sums), instances, wanted));
    for (String split : splits) {
      String path = "zips/" + split + "2017.zip";
      Map<String, String> images = Map.of(split + "2017/", split + "/");
      archives.add(new Archive(path, sum(path, known, sums), images, Set.copyOf(images.values())));
    }
    return archives;
  }

  private static String instances(String split) {
    return "annotations/instances_" + split + ".json";
  }

  private static Checksum sum(String path, Map<String, String> known, Path sums) {
    if (!known.containsKey(path)) {
      throw new CliException(sums + ": has no line for " + path);
    }
    return new Checksum(known.get(path));
  }

  /** Lines as sha1sum and sha256sum print them: the digits, white space, the path. */
  private static Map<String, String> read(Path file) {
    try {
      Map<String, String> sums = new HashMap<>();
      List<String> lines = TextFile.lines(file, MOST_BYTES);
      for (int i = 0; i < lines.size(); i++) {
        String[] words = lines.get(i).strip().split("\\s+[*]?(\\./)?");
        if (words.length == 2 && words[0].matches("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")) {
          sums.put(words[1], words[0]);
        } else if (!lines.get(i).isBlank()) {
          throw new CliException(
              file + ": line " + (i + 1) + ": must be a SHA-1 or SHA-256 sum and a path");
        }
      }
      return sums;
    } catch (IOException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
