package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import java.nio.file.Path;
import java.util.List;

/**
 * What one Pascal VOC annotation file says.
 *
 * @param width pixels, 0 where the file does not say
 * @param height pixels, 0 where the file does not say
 */
record VocFile(Path file, int width, int height, List<VocObject> objects) {

  /**
   * One object, with the corners as they are written.
   *
   * @param difficult not to be counted in an evaluation
   */
  record VocObject(
      String name, double left, double top, double right, double bottom, boolean difficult) {}

  static VocFile read(Path file) {
    return new VocReader(file).read();
  }

  /** Some tools write 0 x 0 for a size that they do not know. */
  void requireSize(int[] size, Path image) {
    if (width > 0 && height > 0 && (width != size[0] || height != size[1])) {
      throw new CocoException(
          file
              + ": size is "
              + width
              + " x "
              + height
              + ", but "
              + image
              + " is "
              + size[0]
              + " x "
              + size[1]);
    }
  }
}
