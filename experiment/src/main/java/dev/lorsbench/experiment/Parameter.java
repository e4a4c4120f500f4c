package dev.lorsbench.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One parameter of a search.
 *
 * @param key where it stands in a trial, such as {@code train.learning_rate}
 * @param when what others must be for it to count; empty where it always does
 */
record Parameter(ScalarNode key, Domain domain, Map<String, Set<String>> when) {
  private static final String PATH = "(model|train)(\\.[a-z][a-z0-9_]*){1,3}";

  String path() {
    return key.getValue();
  }

  /** Whether it counts beside what has been laid so far. */
  boolean counts(Map<String, String> others) {
    return when.entrySet().stream()
        .allMatch(
            w -> others.containsKey(w.getKey()) && w.getValue().contains(others.get(w.getKey())));
  }

  static Map<String, Parameter> readAll(Section all) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (ScalarNode key : all.keys()) {
      String path = key.getValue();
      if (!path.matches(PATH)) {
        throw all.at(
            key,
            "parameter " + path + "; allowed are paths such as train.learning_rate or model.rank");
      }
      parameters.put(path, new Parameter(key, Domain.read(all, path), when(all, path, parameters)));
    }
    if (parameters.isEmpty()) {
      throw all.at(all.mapping(), "parameters is empty; at least one is needed");
    }
    return parameters;
  }

  private static Map<String, Set<String>> when(
      Section all, String path, Map<String, Parameter> before) {
    Map<String, Set<String>> when = new LinkedHashMap<>();
    if (!(all.node(path) instanceof MappingNode mapping)) {
      return when;
    }
    all.of(mapping, path)
        .section("when")
        .ifPresent(
            conditions -> {
              for (ScalarNode other : conditions.keys()) {
                if (!before.containsKey(other.getValue())) {
                  throw conditions.at(
                      other,
                      Nearest.unknown("parameter", other.getValue(), before.keySet())
                          + "; when: takes parameters that stand above it");
                }
                when.put(other.getValue(), texts(conditions, other.getValue()));
              }
            });
    return when;
  }

  private static Set<String> texts(Section conditions, String other) {
    return conditions.nodes(other, "a list of values").stream()
        .map(Parameter::text)
        .collect(Collectors.toSet());
  }

  /** A value as people write it. */
  static String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(Parameter::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return ((MappingNode) node)
        .getValue().stream()
            .map(t -> text(t.getKeyNode()) + ": " + text(t.getValueNode()))
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
