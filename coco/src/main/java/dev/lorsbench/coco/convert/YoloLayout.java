package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.images.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where YOLO's tools put the images and labels of a split. */
final class YoloLayout {
  private static final List<String> SPLITS = List.of("train", "val", "valid", "test");

  /** The two folders of a split. */
  record Split(Path images, Path labels) {
    private boolean holds(Path file) {
      return file.startsWith(images) || file.startsWith(labels);
    }
  }

  private YoloLayout() {}

  /**
   * The splits by COCO's names: {@code images/SPLIT} and {@code labels/SPLIT}, {@code SPLIT/images}
   * and {@code SPLIT/labels}, or {@code images} and {@code labels} alone, which are train.
   *
   * @throws CocoException naming what is not there
   */
  static Map<String, Split> of(Path root) {
    Map<String, Split> found = new LinkedHashMap<>();
    for (String split : SPLITS) {
      // Some tools write valid where COCO has val.
      String name = split.equals("valid") ? "val" : split;
      Path first = root.resolve("images").resolve(split);
      Path second = root.resolve(split).resolve("images");
      if (Files.isDirectory(first)) {
        found.putIfAbsent(name, split(first, root.resolve("labels").resolve(split)));
      } else if (Files.isDirectory(second)) {
        found.putIfAbsent(name, split(second, root.resolve(split).resolve("labels")));
      }
    }
    Path flat = root.resolve("images");
    if (found.isEmpty() && Files.isDirectory(flat)) {
      found.put("train", split(flat, root.resolve("labels")));
    }
    if (found.isEmpty()) {
      throw new CocoException(
          root
              + ": has neither images/SPLIT nor SPLIT/images for a split of train, val, test, nor"
              + " images alone");
    }
    return found;
  }

  /** Images and label files of the layout that lie in none of the splits. */
  static List<Path> outside(Path root, Collection<Split> splits) {
    return ImageFiles.below(root).stream()
        .filter(file -> splits.stream().noneMatch(split -> split.holds(file)))
        .filter(file -> belongs(root.relativize(file)))
        .toList();
  }

  private static boolean belongs(Path file) {
    boolean label = file.toString().endsWith(".txt") && !file.endsWith("classes.txt");
    for (Path part : file) {
      if (part.endsWith("images") && ImageFormat.named(file) || part.endsWith("labels") && label) {
        return true;
      }
    }
    return false;
  }

  private static Split split(Path images, Path labels) {
    if (!Files.isDirectory(labels)) {
      throw new CocoException(images + ": there are no labels to it: no folder " + labels);
    }
    return new Split(images, labels);
  }
}
