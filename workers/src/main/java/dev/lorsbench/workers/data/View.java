package dev.lorsbench.workers.data;

import dev.lorsbench.images.Pixels;

/**
 * What of an image the detector sees, in three steps: the image is resized to {@code width x
 * height}; the window from (left, top) of {@code cropWidth x cropHeight} is cut from it and resized
 * to {@code outWidth x outHeight}; that is mirrored where {@code flip} says so. All in pixels.
 */
record View(
    int width,
    int height,
    int left,
    int top,
    int cropWidth,
    int cropHeight,
    int outWidth,
    int outHeight,
    boolean flip) {
  /** The whole image, resized once. */
  static View whole(int width, int height, boolean flip) {
    return new View(width, height, 0, 0, width, height, width, height, flip);
  }

  /** Whether a part of the image is cut off. */
  boolean cropped() {
    return cropWidth != width || cropHeight != height;
  }

  /** The image as it is seen, but for the mirroring. */
  Pixels of(Pixels image) {
    Pixels resized = Bilinear.resize(image, width, height);
    Pixels window = cropped() ? resized.window(left, top, cropWidth, cropHeight) : resized;
    return Bilinear.resize(window, outWidth, outHeight);
  }
}
