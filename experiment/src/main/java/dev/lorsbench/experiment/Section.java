package dev.lorsbench.experiment;

import dev.lorsbench.files.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML (or JSON) document, read strictly: every key that was asked for is known,
 * and {@link #done()} refuses the rest. Each error names file, line, key and what is allowed.
 */
final class Section {
  private final String file;
  private final MappingNode mapping;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  private Section(String file, MappingNode mapping) {
    this.file = file;
    this.mapping = mapping;
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw at(tuple.getKeyNode(), "a key must be a plain word");
      }
      if (values.put(key.getValue(), tuple.getValueNode()) != null) {
        throw at(key, "key " + Printable.quote(key.getValue()) + " appears twice");
      }
    }
  }

  static Section parse(String text, String file) {
    Node root =
        YamlText.compose(text, file)
            .orElseThrow(() -> new ConfigException(file + ": the document is empty"));
    return of(file, root, "the document");
  }

  /** The mapping that lies behind. */
  MappingNode mapping() {
    return mapping;
  }

  private static Section of(String file, Node node, String what) {
    if (node instanceof MappingNode mapping) {
      return new Section(file, mapping);
    }
    throw new ConfigException(
        file + ":" + line(node) + ": " + what + " must be a mapping of keys to values");
  }

  boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  boolean isText(String key) {
    return has(key) && values.get(key) instanceof ScalarNode;
  }

  /** The text at a key; null as fallback makes the key required. */
  String text(String key, String fallback) {
    return scalar(key, fallback, "a text", n -> n.getValue());
  }

  int integer(String key, Integer fallback) {
    return scalar(key, fallback, "a whole number", n -> Integer.valueOf(n.getValue()));
  }

  long whole(String key, Long fallback) {
    return scalar(key, fallback, "a whole number", n -> Long.valueOf(n.getValue()));
  }

  double number(String key, Double fallback) {
    return scalar(key, fallback, "a number", n -> finite(n.getValue()));
  }

  boolean flag(String key, Boolean fallback) {
    return scalar(key, fallback, "true or false", n -> bool(n.getValue()));
  }

  /** A list of whole numbers, or the fallback, which may be null. */
  List<Integer> integers(String key, List<Integer> fallback) {
    return list(key, fallback, "a list of whole numbers", n -> Integer.valueOf(n.getValue()));
  }

  List<String> texts(String key, List<String> fallback) {
    return list(key, fallback, "a list of texts", ScalarNode::getValue);
  }

  List<Long> wholes(String key, List<Long> fallback) {
    return list(key, fallback, "a list of whole numbers", n -> Long.valueOf(n.getValue()));
  }

  List<Double> numbers(String key, List<Double> fallback) {
    return list(key, fallback, "a list of numbers", n -> finite(n.getValue()));
  }

  /** The value at a key as it stands; null where there is none. */
  Node node(String key) {
    return has(key) ? values.get(key) : null;
  }

  /** The keys that are there, as they stand. */
  List<ScalarNode> keys() {
    return mapping.getValue().stream().map(t -> (ScalarNode) t.getKeyNode()).toList();
  }

  /** The entries of a list of anything. */
  List<Node> nodes(String key, String allowed) {
    if (!has(key)) {
      throw missing(key, allowed);
    }
    if (!(values.get(key) instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      throw at(values.get(key), key + " must be " + allowed);
    }
    return sequence.getValue();
  }

  /** Another mapping of the same file. */
  Section of(Node node, String what) {
    return of(file, node, what);
  }

  Optional<Section> section(String key) {
    return has(key) ? Optional.of(of(file, values.get(key), key)) : Optional.empty();
  }

  Section required(String key) {
    return section(key).orElseThrow(() -> missing(key, "a mapping"));
  }

  List<Section> sections(String key) {
    if (!has(key)) {
      throw missing(key, "a list of mappings");
    }
    if (!(values.get(key) instanceof SequenceNode sequence)) {
      throw at(values.get(key), key + " must be a list of mappings");
    }
    List<Section> all = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      all.add(of(file, node, "an entry of " + key));
    }
    return all;
  }

  /** Refuses keys that nobody asked for. */
  void done() {
    for (NodeTuple tuple : mapping.getValue()) {
      String key = ((ScalarNode) tuple.getKeyNode()).getValue();
      if (!known.contains(key)) {
        throw at(tuple.getKeyNode(), Nearest.unknown("key", key, known));
      }
    }
  }

  /** Builds a record; what its constructor refuses is reported at the offending key's line. */
  <T> T build(Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (ConfigException e) {
      if (e.getMessage().startsWith(file + ":")) {
        throw e;
      }
      String key = e.getMessage().replaceFirst("^(?:\\w+\\.)?(\\w+)[ .].*$", "$1");
      throw at(values.getOrDefault(key, mapping), e.getMessage());
    }
  }

  ConfigException missing(String key, String allowed) {
    Set<String> unread = new LinkedHashSet<>(values.keySet());
    unread.removeAll(known);
    String typo = Nearest.find(key, unread).map(n -> "; is " + n + " a misspelling?").orElse("");
    return at(mapping, key + " is missing; it must be " + allowed + typo);
  }

  private <T> T scalar(String key, T fallback, String allowed, Function<ScalarNode, T> read) {
    if (!has(key)) {
      if (fallback == null) {
        throw missing(key, allowed);
      }
      return fallback;
    }
    return read(key, values.get(key), allowed, read);
  }

  private <T> List<T> list(
      String key, List<T> fallback, String allowed, Function<ScalarNode, T> read) {
    if (!has(key)) {
      return fallback;
    }
    if (!(values.get(key) instanceof SequenceNode sequence)) {
      throw at(values.get(key), key + " must be " + allowed);
    }
    return sequence.getValue().stream().map(n -> read(key, n, allowed, read)).toList();
  }

  private <T> T read(String key, Node node, String allowed, Function<ScalarNode, T> read) {
    if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
      throw at(node, key + " must be " + allowed);
    }
    try {
      return read.apply(scalar);
    } catch (IllegalArgumentException e) {
      throw at(node, key + " is " + Printable.quote(scalar.getValue()) + "; it must be " + allowed);
    }
  }

  private static Double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** An error at a place of this file. */
  ConfigException at(Node node, String message) {
    return new ConfigException(file + ":" + line(node) + ": " + message);
  }

  private static int line(Node node) {
    return node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
  }
}
