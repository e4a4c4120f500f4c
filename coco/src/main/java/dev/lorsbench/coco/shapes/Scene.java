package dev.lorsbench.coco.shapes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One image: which shapes stand where, later ones in front. A function of (seed, index, size). */
final class Scene {
  private static final int MOST_SHAPES = 5;
  private static final int TRIES = 30;
  private static final double MOST_OVERLAP = 0.3;

  private final int size;
  private final byte[] rgb;
  private final List<Placed> shapes;

  private Scene(int size, byte[] rgb, List<Placed> shapes) {
    this.size = size;
    this.rgb = rgb;
    this.shapes = shapes;
  }

  static Scene of(long seed, long index, int size) {
    Draws draws = new Draws(seed, index);
    Canvas canvas = new Canvas(size);
    Texture background = Texture.drawn(draws, size);
    canvas.fill(background);
    List<Placed> shapes = new ArrayList<>();
    int wanted = 1 + draws.below(MOST_SHAPES);
    for (int tries = 0; shapes.size() < wanted && tries < TRIES; tries++) {
      Placed placed = place(draws, size, background);
      if (placed.inside(size)
          && shapes.stream().allMatch(other -> placed.overlap(other) <= MOST_OVERLAP)) {
        shapes.add(placed);
        canvas.draw(placed);
      }
    }
    if (shapes.isEmpty()) {
      // So that no image is empty, whatever was drawn: a circle in the middle always fits.
      shapes.add(new Placed(Shape.CIRCLE, size / 2.0, size / 2.0, size / 5.0, 1, 0, red(), 0));
      canvas.draw(shapes.get(0));
    }
    canvas.grain(draws);
    return new Scene(size, canvas.rgb(), Collections.unmodifiableList(shapes));
  }

  private static int[] red() {
    return new int[] {220, 40, 40};
  }

  private static Placed place(Draws draws, int size, Texture background) {
    Shape[] all = Shape.values();
    Shape shape = all[draws.below(all.length)];
    // Uniform in the logarithm: from 1/11 to 2/5 of the image's side across, twice that in u and v.
    double radius = size * 0.07 * StrictMath.exp(draws.unit() * StrictMath.log(0.26 / 0.07));
    double stretch = StrictMath.exp(draws.between(-0.15, 0.15));
    double turn = draws.between(-0.3, 0.3);
    double x = draws.between(radius * 0.9, size - radius * 0.9);
    double y = draws.between(radius * 0.9, size - radius * 0.9);
    int[] colour = background.contrasting(draws);
    return new Placed(shape, x, y, radius, stretch, turn, colour, draws.between(-30, 30));
  }

  int size() {
    return size;
  }

  /** Pixels, row-major, 3 bytes each. */
  byte[] rgb() {
    return rgb;
  }

  /** From back to front; never empty. */
  List<Placed> shapes() {
    return shapes;
  }
}
