package dev.lorsbench.workers.data;

/** Geometry of target boxes; all are xyxy. */
final class Boxes {
  private Boxes() {}

  /** The sample's boxes in pixels of the {@code size x size} image, mirrored where flipped. */
  static float[] stretched(Sample sample, int size, boolean flip) {
    double sx = (double) size / sample.width();
    double sy = (double) size / sample.height();
    double[] in = sample.boxes();
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i += 4) {
      float left = (float) (in[i] * sx);
      float right = (float) (in[i + 2] * sx);
      out[i] = flip ? size - right : left;
      out[i + 1] = (float) (in[i + 1] * sy);
      out[i + 2] = flip ? size - left : right;
      out[i + 3] = (float) (in[i + 3] * sy);
    }
    return out;
  }
}
