package dev.lorsbench.coco.subset;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.files.NewFolder;
import dev.lorsbench.coco.files.Progress;
import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a balanced subset of a COCO folder as a COCO folder. */
public final class MiniFolder {
  private final CocoFolder from;
  private final long seed;
  private final Progress progress;

  /** One image to copy. */
  private record Copy(Path from, String to) {}

  private MiniFolder(CocoFolder from, long seed, Progress progress) {
    this.from = from;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Chooses images by category, rare ones first, and copies them with all that is said of them.
   *
   * @param wanted how many images of each split; all of a split that has no more
   * @param seed the same seed chooses the same images
   * @param to a folder that does not exist yet
   * @return how many images were written, by split
   * @throws CocoException in one line, if the folder is not sound or cannot be written
   */
  public static Map<String, Integer> write(
      Path from, Map<String, Integer> wanted, long seed, Path to, Progress progress) {
    MiniFolder mini = new MiniFolder(new CocoFolder(from), seed, progress);
    Map<String, Integer> written = new LinkedHashMap<>();
    NewFolder.write(to, empty -> mini.fill(empty, wanted, written));
    return written;
  }

  private void fill(Path empty, Map<String, Integer> wanted, Map<String, Integer> written)
      throws IOException {
    Files.createDirectories(empty.resolve("annotations"));
    List<Copy> copies = new ArrayList<>();
    for (Map.Entry<String, Integer> split : wanted.entrySet()) {
      InstancesFile file = InstancesFile.read(from.annotations(split.getKey()));
      BitSet chosen = BalancedImages.choose(file, split.getValue(), seed);
      written.put(split.getKey(), chosen.cardinality());
      Path json = empty.resolve("annotations/instances_" + split.getKey() + ".json");
      WholeFile.write(json, out -> new InstancesSubset(file, chosen).copy(file.file(), out));
      Files.createDirectories(empty.resolve(split.getKey()));
      for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
        copies.add(copy(split.getKey(), file.images().get(i)));
      }
    }
    for (int i = 0; i < copies.size(); i++) {
      copy(copies.get(i), empty);
      progress.at(i + 1, copies.size());
    }
  }

  private Copy copy(String split, CocoImage image) {
    if (image.fileName() == null) {
      throw new CocoException(
          from.annotations(split) + ": image " + image.id() + ": \"file_name\" is missing");
    }
    return new Copy(from.image(split, image), split + "/" + image.fileName());
  }

  private static void copy(Copy copy, Path root) throws IOException {
    Path to = root.resolve(copy.to);
    Files.createDirectories(to.getParent());
    try {
      RegularFile.require(copy.from);
    } catch (IOException e) {
      throw new CocoException(e.getMessage(), e);
    }
    Files.copy(copy.from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
