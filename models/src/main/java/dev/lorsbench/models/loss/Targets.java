package dev.lorsbench.models.loss;

import java.util.Arrays;

/**
 * The ground truth of a batch.
 *
 * @param boxes of each image, xyxy in pixels, four numbers a box
 * @param labels of each image, class indices from 0, one a box
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays go to native memory as they are
public record Targets(float[][] boxes, int[][] labels) {
  public Targets {
    if (boxes.length != labels.length) {
      throw new IllegalArgumentException(
          boxes.length + " images have boxes, " + labels.length + " have labels");
    }
    for (int b = 0; b < boxes.length; b++) {
      if (boxes[b].length != 4 * labels[b].length) {
        throw new IllegalArgumentException(
            "image %d has %d box coordinates for %d labels"
                .formatted(b, boxes[b].length, labels[b].length));
      }
    }
  }

  /** Images in the batch. */
  public int images() {
    return labels.length;
  }

  /** Targets of one image. */
  public int count(int image) {
    return labels[image].length;
  }

  /** Targets of the fullest image. */
  public int most() {
    return Arrays.stream(labels).mapToInt(l -> l.length).max().orElse(0);
  }

  /** The targets of images {@code from} to {@code to - 1}. */
  public Targets part(int from, int to) {
    return new Targets(Arrays.copyOfRange(boxes, from, to), Arrays.copyOfRange(labels, from, to));
  }

  /** How many targets can be matched, with so many queries an image: the loss's divisor. */
  public int matches(int queries) {
    return Arrays.stream(labels).mapToInt(l -> Math.min(queries, l.length)).sum();
  }

  /** Boxes padded with zeros to [B, most, 4]. */
  float[] paddedBoxes() {
    int most = most();
    float[] padded = new float[images() * most * 4];
    for (int b = 0; b < images(); b++) {
      System.arraycopy(boxes[b], 0, padded, b * most * 4, boxes[b].length);
    }
    return padded;
  }

  /** Labels padded with zeros to [B, most]. */
  long[] paddedLabels() {
    int most = most();
    long[] padded = new long[images() * most];
    for (int b = 0; b < images(); b++) {
      for (int t = 0; t < labels[b].length; t++) {
        padded[b * most + t] = labels[b][t];
      }
    }
    return padded;
  }
}
