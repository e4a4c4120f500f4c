package dev.lorsbench.experiment;

import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** One of the values that the file lists. */
record Choices(List<Node> values) implements Domain {
  @Override
  public int choices() {
    return values.size();
  }

  @Override
  public Node at(double coordinate) {
    return values.get((int) Math.min(values.size() - 1.0, coordinate * values.size()));
  }

  @Override
  public List<Node> grid() {
    return values;
  }
}
