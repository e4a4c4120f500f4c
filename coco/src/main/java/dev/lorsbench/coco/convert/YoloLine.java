package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;

/**
 * One line of a label file: a box, {@code class cx cy w h}, or an outline, {@code class x1 y1 x2 y2
 * x3 y3 ...}, of which the box around it is taken, as Ultralytics' detectors do. All is relative to
 * the image as it is shown.
 *
 * @param box left, top, width, height in [0, 1]
 * @param outline whether it was one
 */
@SuppressWarnings("ArrayRecordComponent") // four numbers, read once
record YoloLine(int category, double[] box, boolean outline) {
  private static final int BOX = 5;
  private static final int SHORTEST_OUTLINE = 7;

  /** Labelling tools round outwards by a little. */
  private static final double SLACK = 1e-3;

  /**
   * Reads a line.
   *
   * @param classes how many there are
   * @param where file and line, for the message
   * @throws CocoException naming the word that is wrong
   */
  static YoloLine of(String line, int classes, String where) {
    String[] words = line.strip().split("\\s+");
    boolean outline = words.length >= SHORTEST_OUTLINE && words.length % 2 == 1;
    if (words.length != BOX && !outline) {
      throw new CocoException(
          where
              + "must be 5 numbers, class cx cy w h, or a class and the x y of 3 corners or more;"
              + " has "
              + words.length
              + " words");
    }
    int category = category(words[0], classes, where);
    return new YoloLine(category, outline ? around(words, where) : box(words, where), outline);
  }

  private static double[] box(String[] words, String where) {
    double cx = share(words[1], "cx", where);
    double cy = share(words[2], "cy", where);
    double w = Math.max(0, share(words[3], "w", where));
    double h = Math.max(0, share(words[4], "h", where));
    return new double[] {cx - w / 2, cy - h / 2, w, h};
  }

  private static double[] around(String[] words, String where) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < words.length; i += 2) {
      double x = share(words[i], "x" + (i + 1) / 2, where);
      double y = share(words[i + 1], "y" + (i + 1) / 2, where);
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    return new double[] {left, top, right - left, bottom - top};
  }

  private static int category(String word, int classes, String where) {
    try {
      int category = Integer.parseInt(word);
      if (category >= 0 && category < classes) {
        return category;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw new CocoException(
        where + "class must be from 0 to " + (classes - 1) + ", is " + Words.shown(word));
  }

  private static double share(String word, String field, String where) {
    double value = Words.number(word, field, where);
    if (value < -SLACK || value > 1 + SLACK) {
      throw new CocoException(
          where + field + " must be relative to the image, from 0 to 1, is " + Words.shown(word));
    }
    return value;
  }
}
