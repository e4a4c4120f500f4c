package dev.lorsbench.cli.inference;

import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.images.Pixels;
import dev.lorsbench.workers.data.Sample;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws detections onto their images: a box, its category and its score. */
final class BoxDrawing {
  private static final boolean LETTERS = letters();

  private final Map<Long, Integer> order = new HashMap<>();
  private final Map<Long, List<Integer>> byImage = new HashMap<>();
  private final List<CocoCategory> categories;
  private final Detections found;

  /** Drawings of those whose score is at least {@code threshold}. */
  BoxDrawing(List<CocoCategory> categories, Detections found, double threshold) {
    this.categories = categories;
    this.found = found;
    categories.forEach(c -> order.put(c.id(), order.size()));
    for (int i = found.size() - 1; i >= 0; i--) {
      if (found.score(i) >= threshold) {
        byImage.computeIfAbsent(found.imageId(i), id -> new ArrayList<>()).add(i);
      }
    }
  }

  /** Whether this system has a font; Java says so by failing in several ways. */
  private static boolean letters() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts().length > 0;
    } catch (RuntimeException | Error noFonts) {
      return false;
    }
  }

  /**
   * Draws one image's boxes, the best on top.
   *
   * @return how many
   */
  int draw(Sample sample, Path to) throws IOException {
    BufferedImage picture = picture(ImageFile.read(sample.file()));
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setStroke(new BasicStroke(Math.max(1.5f, picture.getWidth() / 400f)));
    List<Integer> own = byImage.getOrDefault(sample.imageId(), List.of());
    own.forEach(i -> box(pen, i));
    pen.dispose();
    WholeFile.write(to, out -> ImageIO.write(picture, "png", out));
    return own.size();
  }

  /** What the model saw, before it was resized. */
  private static BufferedImage picture(Pixels pixels) {
    int width = pixels.width();
    BufferedImage picture = new BufferedImage(width, pixels.height(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        row[x] =
            (pixels.rgb()[at] & 0xff) << 16
                | (pixels.rgb()[at + 1] & 0xff) << 8
                | pixels.rgb()[at + 2] & 0xff;
      }
      picture.setRGB(0, y, width, 1, row, 0, width);
    }
    return picture;
  }

  private void box(Graphics2D pen, int i) {
    int category = order.get(found.categoryId(i));
    // Steps of the golden ratio around the circle keep neighbours apart.
    pen.setColor(Color.getHSBColor(category * 0.618034f, 0.9f, 1));
    double x = found.box(i, 0);
    double y = found.box(i, 1);
    pen.draw(new Rectangle2D.Double(x, y, found.box(i, 2), found.box(i, 3)));
    if (LETTERS) {
      String name = categories.get(category).name();
      label(pen, x, y, String.format(Locale.ROOT, "%s %.2f", name, found.score(i)));
    }
  }

  private static void label(Graphics2D pen, double x, double y, String text) {
    FontMetrics font = pen.getFontMetrics();
    Color colour = pen.getColor();
    double top = Math.max(0, y - font.getHeight());
    pen.fill(new Rectangle2D.Double(x, top, font.stringWidth(text) + 4, font.getHeight()));
    pen.setColor(Color.BLACK);
    pen.drawString(text, (float) x + 2, (float) top + font.getAscent());
    pen.setColor(colour);
  }
}
