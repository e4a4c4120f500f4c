package dev.lorsbench.benchmarks;

import dev.lorsbench.coco.largeset.LargeSet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The generated set as the two files that every program reads. */
public final class SetFiles {
  private SetFiles() {}

  /** The instances file of a folder. */
  static Path truth(Path folder) {
    return folder.resolve("gt.json");
  }

  /** The results file of a folder. */
  static Path detections(Path folder) {
    return folder.resolve("dt.json");
  }

  /**
   * Writes both files.
   *
   * @param args folder, scale, and {@code polygons} for ground truth as large as COCO's
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Double.parseDouble(args[1]), args.length > 2 ? 25 : 0);
  }

  static void write(Path folder, double scale, int points) throws IOException {
    Files.createDirectories(folder);
    int images = (int) (5_000 * scale);
    LargeSet set = LargeSet.of(42, images, (int) (36_000 * scale), (int) (500_000 * scale));
    set.detections().write(detections(folder));
    try (BufferedWriter out = Files.newBufferedWriter(truth(folder))) {
      set.writeTruth(out, images, points);
    }
  }
}
