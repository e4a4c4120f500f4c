package dev.lorsbench.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Numbers between two bounds, both included.
 *
 * @param log whether equal ratios, not equal differences, are equally likely
 * @param whole whether they are whole numbers
 * @param points of a grid; 0 where the file does not say
 * @param repeat so many times the same number in a list; 0 is the number itself
 */
record Interval(
    double low,
    double high,
    boolean log,
    boolean whole,
    int points,
    int repeat,
    Optional<Mark> mark)
    implements Domain {
  // What a person would write; more digits say nothing of a training.
  private static final MathContext DIGITS = new MathContext(6);
  private static final double LARGEST = 1e15;

  Interval {
    Ranges.between("range", low, -LARGEST, LARGEST);
    Ranges.between("range", high, low, LARGEST);
    Ranges.between("points", points, 0, 100_000);
    Ranges.between("repeat", repeat, 0, 64);
    if (log && low <= 0) {
      throw new ConfigException("range begins at " + low + "; with scale: log it must be above 0");
    }
    if (whole && (low != Math.rint(low) || high != Math.rint(high))) {
      throw new ConfigException("range must be of whole numbers where integer is true");
    }
  }

  static Interval read(Section s, Optional<Mark> mark) {
    List<Double> range = s.numbers("range", null);
    if (range == null || range.size() != 2) {
      throw s.missing("range", "two numbers, [low, high], or values: a list");
    }
    return s.build(
        () -> {
          String scale = s.text("scale", "linear");
          Ranges.oneOf("scale", scale, List.of("linear", "log"));
          return new Interval(
              range.get(0),
              range.get(1),
              scale.equals("log"),
              s.flag("integer", false),
              s.integer("points", 0),
              s.integer("repeat", 0),
              mark);
        });
  }

  @Override
  public int choices() {
    return 0;
  }

  @Override
  public Node at(double coordinate) {
    // Each whole number owns as wide a piece as the others: the bounds reach half a step further.
    double wider = whole ? 0.5 : 0;
    return node(between(low - wider, high + wider, coordinate));
  }

  private double between(double from, double to, double coordinate) {
    double value =
        log
            ? Math.exp(Math.log(from) + coordinate * (Math.log(to) - Math.log(from)))
            : from + coordinate * (to - from);
    return Math.max(low, Math.min(high, whole ? Math.rint(value) : value));
  }

  @Override
  public List<Node> grid() {
    if (points == 0) {
      throw new ConfigException("points is missing; a grid needs to know at how many of a range");
    }
    List<Node> nodes = new ArrayList<>();
    String last = "";
    for (int i = 0; i < points; i++) {
      double value = between(low, high, points == 1 ? 0.5 : i / (points - 1.0));
      if (!text(value).equals(last)) {
        nodes.add(node(value));
      }
      last = text(value);
    }
    return nodes;
  }

  private Node node(double value) {
    Node number =
        new ScalarNode(
            whole ? Tag.INT : Tag.FLOAT, true, text(value), ScalarStyle.PLAIN, mark, mark);
    return repeat == 0
        ? number
        : new SequenceNode(
            Tag.SEQ, true, Collections.nCopies(repeat, number), FlowStyle.FLOW, mark, mark);
  }

  private String text(double value) {
    if (whole) {
      return Long.toString((long) value);
    }
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    return Double.toString(Math.max(low, Math.min(high, rounded)));
  }
}
