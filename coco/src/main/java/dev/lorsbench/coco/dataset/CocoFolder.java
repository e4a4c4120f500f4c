package dev.lorsbench.coco.dataset;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.GivenPath;
import dev.lorsbench.files.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder in COCO's layout: {@code train/}, {@code val/}, ... with images, and {@code
 * annotations/instances_SPLIT.json} (or {@code annotations/SPLIT.json}).
 *
 * @param root the folder
 */
public record CocoFolder(Path root) {

  /** Reads the annotations of a split. */
  public CocoDataset read(String split) {
    return CocoDataset.read(annotations(split));
  }

  /**
   * The annotation file of a split.
   *
   * @throws CocoException if neither name exists
   */
  public Path annotations(String split) {
    Path folder = root.resolve("annotations");
    for (String name : List.of("instances_" + split + ".json", split + ".json")) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new CocoException(
        folder + ": has neither instances_" + split + ".json nor " + split + ".json");
  }

  /** Where the image of a split lies; whether it is there is for the caller to see. */
  public Path image(String split, CocoImage image) {
    Path folder = root.resolve(split).normalize();
    Path file;
    try {
      file = GivenPath.below(folder, image.fileName()).normalize();
    } catch (IllegalArgumentException e) {
      throw wrong(split, image, e.getMessage());
    }
    if (!file.startsWith(folder)) {
      throw wrong(
          split, image, "leads out of " + folder + ": " + Printable.quote(image.fileName()));
    }
    return file;
  }

  private CocoException wrong(String split, CocoImage image, String why) {
    return new CocoException(
        "%s: image %s: \"file_name\" %s".formatted(annotations(split), image.id(), why));
  }
}
