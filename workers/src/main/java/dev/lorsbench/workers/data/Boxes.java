package dev.lorsbench.workers.data;

import java.util.Arrays;

/**
 * The targets of an image as it is seen.
 *
 * @param xyxy pixels, four numbers a box
 * @param labels category index of each box
 */
@SuppressWarnings("ArrayRecordComponent") // goes to the loss as it is
record Boxes(float[] xyxy, int[] labels) {
  /** What a window leaves of a box is kept where it is thicker than this, in pixels. */
  private static final double THINNEST = 1e-3;

  /** The sample's boxes in pixels of the view; those outside a cropped view are left out. */
  static Boxes seen(Sample sample, View view) {
    float[] out = new float[sample.boxes().length];
    int[] labels = new int[sample.labels().length];
    int kept = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] box = inWindow(sample, view, 4 * i);
      if (!view.cropped() || box[2] - box[0] > THINNEST && box[3] - box[1] > THINNEST) {
        put(box, view, out, 4 * kept);
        labels[kept++] = sample.labels()[i];
      }
    }
    return new Boxes(Arrays.copyOf(out, 4 * kept), Arrays.copyOf(labels, kept));
  }

  /** xyxy in pixels of the window. */
  private static double[] inWindow(Sample sample, View view, int at) {
    double sx = (double) view.width() / sample.width();
    double sy = (double) view.height() / sample.height();
    double[] b = sample.boxes();
    double[] box = {b[at] * sx, b[at + 1] * sy, b[at + 2] * sx, b[at + 3] * sy};
    if (view.cropped()) {
      for (int i = 0; i < 4; i++) {
        int offset = i % 2 == 0 ? view.left() : view.top();
        int edge = i % 2 == 0 ? view.cropWidth() : view.cropHeight();
        box[i] = Math.min(Math.max(box[i] - offset, 0), edge);
      }
    }
    return box;
  }

  private static void put(double[] box, View view, float[] out, int at) {
    double sx = (double) view.outWidth() / view.cropWidth();
    double sy = (double) view.outHeight() / view.cropHeight();
    float left = (float) (box[0] * sx);
    float right = (float) (box[2] * sx);
    out[at] = view.flip() ? view.outWidth() - right : left;
    out[at + 1] = (float) (box[1] * sy);
    out[at + 2] = view.flip() ? view.outWidth() - left : right;
    out[at + 3] = (float) (box[3] * sy);
  }
}
