package dev.lorsbench.workers.data;

import dev.lorsbench.images.ImageHead;
import java.nio.file.Path;

/**
 * One image with its targets.
 *
 * @param imageId the data set's id
 * @param width as the annotations say, pixels
 * @param boxes xyxy in the image's own pixels, clipped to it, four numbers a box
 * @param labels category index of each box, from 0 in the order of category ids
 */
public record Sample(long imageId, Path file, int width, int height, double[] boxes, int[] labels) {
  /** An image file without targets. */
  public static Sample unlabelled(long imageId, Path file, ImageHead head) {
    return new Sample(imageId, file, head.width(), head.height(), new double[0], new int[0]);
  }
}
