package dev.lorsbench.coco.shapes;

import dev.lorsbench.coco.CocoException;

/**
 * What to generate.
 *
 * @param seed decides every image
 * @param trainImages images in train/, at least 1
 * @param valImages images in val/, at least 1; they do not depend on the number in train/
 * @param size width and height in pixels, 32 to 2048
 */
public record ShapesSpec(long seed, int trainImages, int valImages, int size) {

  /** Checks the ranges. */
  public ShapesSpec {
    requireRange("trainImages", trainImages, 1, 1_000_000);
    requireRange("valImages", valImages, 1, 1_000_000);
    requireRange("size", size, 32, 2048);
  }

  /** 1,000 images of 128 x 128 to train on and 200 to evaluate on. */
  public static ShapesSpec standard(long seed) {
    return new ShapesSpec(seed, 1000, 200, 128);
  }

  private static void requireRange(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CocoException(
          "shapes: " + field + " must be from " + least + " to " + most + ", is " + value);
    }
  }
}
