package dev.lorsbench.cli.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Bars on white with faint lines, and their numbers at their ends. */
final class BarChartStyle {
  private static final Color INK = new Color(0x24292F);
  private static final Color FAINT = new Color(0xD8DEE4);

  private BarChartStyle() {}

  /** A chart without a legend; {@code categories} or {@code values} may be null for no label. */
  static JFreeChart chart(
      String title,
      String categories,
      String values,
      DefaultCategoryDataset data,
      PlotOrientation orientation,
      Color color) {
    JFreeChart chart =
        ChartFactory.createBarChart(
            title, categories, values, data, orientation, false, false, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(14, 14, 10, 24));
    chart.getTitle().setFont(font(Font.BOLD, 17));
    chart.getTitle().setPaint(INK);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(FAINT);
    plot.setRangeGridlineStroke(new BasicStroke(1));
    axes(plot, orientation);
    bars(plot, color);
    return chart;
  }

  private static void axes(CategoryPlot plot, PlotOrientation orientation) {
    boolean below = orientation == PlotOrientation.VERTICAL;
    plot.getDomainAxis().setTickLabelFont(font(Font.PLAIN, below ? 10 : 12));
    plot.getDomainAxis().setLabelFont(font(Font.PLAIN, 12));
    plot.getDomainAxis().setTickLabelPaint(INK);
    // Of the room of a bar, or of the chart's width for names beside it; longer ones are cut.
    plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(below ? 2f : 0.4f);
    plot.getDomainAxis().setCategoryMargin(0.25);
    plot.getDomainAxis().setLowerMargin(0.01);
    plot.getDomainAxis().setUpperMargin(0.01);
    NumberAxis values = (NumberAxis) plot.getRangeAxis();
    values.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    values.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.US));
    values.setTickLabelFont(font(Font.PLAIN, 12));
    values.setLabelFont(font(Font.PLAIN, 12));
    values.setTickLabelPaint(INK);
    values.setAxisLineVisible(false);
    values.setUpperMargin(0.12); // room for the number at the end of the longest bar
  }

  private static void bars(CategoryPlot plot, Color color) {
    BarRenderer bars = (BarRenderer) plot.getRenderer();
    bars.setBarPainter(new StandardBarPainter());
    bars.setShadowVisible(false);
    bars.setDrawBarOutline(false);
    bars.setMaximumBarWidth(0.2);
    bars.setSeriesPaint(0, color);
    bars.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator("{2}", NumberFormat.getIntegerInstance(Locale.US)));
    bars.setDefaultItemLabelsVisible(true);
    bars.setDefaultItemLabelFont(font(Font.PLAIN, 11));
    bars.setDefaultItemLabelPaint(INK);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
