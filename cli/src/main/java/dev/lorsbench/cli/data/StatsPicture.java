package dev.lorsbench.cli.data;

import dev.lorsbench.coco.stats.Bin;
import dev.lorsbench.coco.stats.CategoryCount;
import dev.lorsbench.coco.stats.DatasetStats;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * The histograms of one split as a picture: categories on the left, sizes and crowding on the
 * right.
 *
 * @param split its name, for the titles
 */
record StatsPicture(String split, DatasetStats stats) {
  private static final int COLUMN = 720;
  private static final int LEAST_HEIGHT = 760;
  private static final int BAR = 20;
  private static final int HEAD = 110;

  /** Categories that are drawn; more would not be read. */
  private static final int MOST = 120;

  private static final Color BLUE = new Color(0x3572B0);
  private static final Color GREEN = new Color(0x2E8B6F);
  private static final Color ORANGE = new Color(0xC8742B);

  void write(OutputStream out) throws IOException {
    int shown = Math.min(MOST, stats.categories().size());
    int height = Math.max(LEAST_HEIGHT, HEAD + BAR * shown);
    BufferedImage image = new BufferedImage(2 * COLUMN, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 2 * COLUMN, height);
    categories(shown).draw(graphics, new Rectangle2D.Double(0, 0, COLUMN, height));
    // Beside a tall list of categories these two stay readable at the top.
    int half = Math.min(height, LEAST_HEIGHT) / 2;
    sizes().draw(graphics, new Rectangle2D.Double(COLUMN, 0, COLUMN, half));
    crowding().draw(graphics, new Rectangle2D.Double(COLUMN, half, COLUMN, half));
    graphics.dispose();
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java cannot write PNG");
    }
  }

  private JFreeChart categories(int shown) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    List<CategoryCount> most = stats.categories().subList(0, shown);
    most.forEach(c -> data.addValue(c.objects(), "objects", c.name()));
    String title = split + ": " + count(stats.objects()) + " objects by category";
    return BarChartStyle.chart(title, null, "objects", data, PlotOrientation.HORIZONTAL, BLUE);
  }

  private JFreeChart sizes() {
    String axis = "square root of the area, pixels";
    return BarChartStyle.chart(
        "objects by size", axis, "objects", data(stats.sizes()), VERTICAL, GREEN);
  }

  private JFreeChart crowding() {
    String title = count(stats.images()) + " images by crowding";
    return BarChartStyle.chart(
        title, "objects an image", "images", data(stats.perImage()), VERTICAL, ORANGE);
  }

  private static final PlotOrientation VERTICAL = PlotOrientation.VERTICAL;

  private static DefaultCategoryDataset data(List<Bin> bins) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    bins.forEach(bin -> data.addValue(bin.count(), "count", bin.label()));
    return data;
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
