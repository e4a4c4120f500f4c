package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Every combination of parameters, the last one changing fastest. */
final class Grid {
  private final Section file;
  private final List<Parameter> parameters;
  private final int most;
  private final List<Map<ScalarNode, Node>> combinations = new ArrayList<>();

  private Grid(Section file, List<Parameter> parameters, int most) {
    this.file = file;
    this.parameters = parameters;
    this.most = most;
  }

  /** A parameter that does not count in a combination is not in it, and multiplies nothing. */
  static List<Map<ScalarNode, Node>> of(Section file, List<Parameter> parameters, int most) {
    Grid grid = new Grid(file, parameters, most);
    grid.go(0, new LinkedHashMap<>(), new LinkedHashMap<>());
    return grid.combinations;
  }

  private void go(int i, Map<ScalarNode, Node> values, Map<String, String> texts) {
    if (i == parameters.size()) {
      if (combinations.size() == most) {
        throw file.at(file.mapping(), "the grid has more than " + most + " combinations");
      }
      combinations.add(new LinkedHashMap<>(values));
      return;
    }
    Parameter p = parameters.get(i);
    if (!p.counts(texts)) {
      go(i + 1, values, texts);
      return;
    }
    for (Node value : grid(p)) {
      values.put(p.key(), value);
      texts.put(p.path(), Parameter.text(value));
      go(i + 1, values, texts);
      values.remove(p.key());
      texts.remove(p.path());
    }
  }

  private List<Node> grid(Parameter p) {
    try {
      return p.domain().grid();
    } catch (ConfigException e) {
      throw file.at(p.key(), p.path() + ": " + e.getMessage());
    }
  }
}
