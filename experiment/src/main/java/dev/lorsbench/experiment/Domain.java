package dev.lorsbench.experiment;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What one parameter of a search may be. Values keep the place in the file that they come from. */
sealed interface Domain permits Choices, Interval {
  /** How many values there are to choose from; 0 for an interval. */
  int choices();

  /** The value at a coordinate in [0, 1). */
  Node at(double coordinate);

  /**
   * All values in order.
   *
   * @throws ConfigException where an interval does not say at how many points
   */
  List<Node> grid();

  /** Reads {@code [a, b]}, {@code {values: [a, b]}} or {@code {range: [low, high], ...}}. */
  static Domain read(Section all, String path) {
    Node node = all.node(path);
    if (node instanceof SequenceNode) {
      return new Choices(all.nodes(path, "a list of values"));
    }
    if (!(node instanceof MappingNode)) {
      throw all.at(node, path + " must be a list of values, or a mapping with values: or range:");
    }
    Section own = all.of(node, path);
    Domain domain =
        own.has("values")
            ? new Choices(own.nodes("values", "a list of values"))
            : Interval.read(own, node.getStartMark());
    own.has("when");
    own.done();
    return domain;
  }
}
