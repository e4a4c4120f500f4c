package dev.lorsbench.coco.shapes;

/** The pixels of one image while it is painted: channels as doubles, 0 to 255. */
final class Canvas {
  private static final double GRAIN = 8;

  private final int size;
  private final double[] light;

  Canvas(int size) {
    this.size = size;
    this.light = new double[size * size * 3];
  }

  void fill(Texture texture) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        texture.paint(x, y, light, (y * size + x) * 3);
      }
    }
  }

  /** Paints a shape over what is there, its edge blended by the points that it covers. */
  void draw(Placed shape) {
    double full = Placed.GRID * Placed.GRID;
    double height = (shape.bottom - shape.top) / (double) Placed.GRID;
    for (int y = shape.top / Placed.GRID; y * Placed.GRID < shape.bottom; y++) {
      double shade = shape.shade * ((y - shape.top / (double) Placed.GRID) / height - 0.5);
      for (int x = shape.left / Placed.GRID; x * Placed.GRID < shape.right; x++) {
        double part = shape.coverage(x, y) / full;
        for (int c = 0; c < 3; c++) {
          int at = (y * size + x) * 3 + c;
          light[at] += part * (shape.colour[c] + shade - light[at]);
        }
      }
    }
  }

  /** Adds noise to every channel, as a camera would. */
  void grain(Draws draws) {
    for (int i = 0; i < light.length; i++) {
      light[i] += draws.between(-GRAIN, GRAIN);
    }
  }

  byte[] rgb() {
    byte[] rgb = new byte[light.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(light[i])));
    }
    return rgb;
  }
}
