package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.images.ImageHead;
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

  /**
   * Corners are stored pixels. Some tools write 0 x 0 for a size that they do not know; a size as
   * the image is shown after its EXIF has turned it means that the corners are so, too.
   *
   * @throws CocoException naming both files, if the size is not the stored one
   */
  void requireSize(ImageHead head, Path image) {
    if (width > 0 && height > 0 && (width != head.width() || height != head.height())) {
      boolean shown =
          head.orientation().swaps() && width == head.height() && height == head.width();
      throw new CocoException(
          "%s: size is %d x %d, but %s is %d x %d%s"
              .formatted(
                  file,
                  width,
                  height,
                  image,
                  head.width(),
                  head.height(),
                  shown
                      ? " and its EXIF orientation %d turns it; turn its pixels, and remove that"
                          .formatted(head.orientation().number())
                      : ""));
    }
  }
}
