package dev.lorsbench.coco.convert;

import java.nio.file.Path;
import java.util.List;

/**
 * One image with its objects, of whatever layout it came.
 *
 * @param file where it lies
 * @param name relative to the split's folder
 * @param width pixels
 * @param height pixels
 */
record ConvertedImage(Path file, String name, int width, int height, List<ConvertedBox> boxes) {

  /**
   * One object; the box is xywh in pixels.
   *
   * @param category index into the categories
   * @param crowd true where it is to count neither for nor against a detector
   */
  record ConvertedBox(
      int category, double x, double y, double width, double height, boolean crowd) {}
}
