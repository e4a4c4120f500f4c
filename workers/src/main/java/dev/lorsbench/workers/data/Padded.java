package dev.lorsbench.workers.data;

import dev.lorsbench.images.Pixels;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Where images of unequal sizes lie in one batch: each in the upper left corner of its place.
 *
 * @param height of every place, pixels
 * @param shapesHw height and width of each image
 */
@SuppressWarnings("ArrayRecordComponent") // goes to the detector as it is
record Padded(int height, int width, int[][] shapesHw) {
  /** The places of these views, no larger than they need to be; a multiple of 32 pixels each. */
  static Padded of(List<View> views, Framing framing) {
    int height = views.stream().mapToInt(View::outHeight).max().orElse(0);
    int width = views.stream().mapToInt(View::outWidth).max().orElse(0);
    int[][] shapes = new int[views.size()][];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = new int[] {views.get(i).outHeight(), views.get(i).outWidth()};
    }
    // Of stretched images the size is the user's own.
    boolean pads = !framing.resize().stretches();
    return new Padded(
        pads ? Framing.padded(height) : height, pads ? Framing.padded(width) : width, shapes);
  }

  /** Numbers of the whole batch. */
  long floats() {
    return 3L * shapesHw.length * height * width;
  }

  /** Writes one image, normalised, with zeros around it. */
  void write(Pixels seen, boolean flip, FloatBuffer to, int slot) {
    Normalisation.write(seen, flip, to, slot * 3 * height * width, height, width);
  }
}
