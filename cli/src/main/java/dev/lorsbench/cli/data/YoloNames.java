package dev.lorsbench.cli.data;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.YamlText;
import dev.lorsbench.files.Printable;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The class names of a YOLO data set. */
final class YoloNames {
  private static final int MOST_BYTES = 1 << 20;
  private static final List<String> FILES = List.of("data.yaml", "data.yml", "dataset.yaml");
  private static final List<String> LISTS = List.of("classes.txt", "obj.names");

  private YoloNames() {}

  /**
   * @param given a list of names, or null to look in the folder
   */
  static List<String> of(Path folder, Path given) {
    if (given != null) {
      return list(given);
    }
    for (String name : FILES) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return yaml(folder.resolve(name));
      }
    }
    for (String name : LISTS) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return list(folder.resolve(name));
      }
    }
    throw new CliException(
        folder
            + ": has neither data.yaml nor classes.txt; name the classes with --names FILE (YAML) or"
            + " --classes FILE (one a line)");
  }

  private static List<String> list(Path file) {
    List<String> names = text(file).lines().map(String::strip).toList();
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names = names.subList(0, names.size() - 1);
    }
    return sound(names, file);
  }

  /** The names of a data.yaml, whatever it is called. */
  static List<String> yaml(Path file) {
    Map<String, Node> keys = new HashMap<>();
    if (root(file) instanceof MappingNode map) {
      map.getValue().forEach(pair -> keys.put(word(pair.getKeyNode()), pair.getValueNode()));
    }
    List<String> names = sound(names(keys.get("names"), file), file);
    String count = word(keys.get("nc"));
    if (count != null && !count.equals(String.valueOf(names.size()))) {
      throw new CliException(
          "%s:%d: nc is %s, and names has %d classes; one of them is wrong"
              .formatted(file, line(keys.get("nc")), Printable.quote(count), names.size()));
    }
    return names;
  }

  private static List<String> names(Node names, Path file) {
    if (names instanceof SequenceNode list) {
      return list.getValue().stream().map(n -> name(n, file)).toList();
    }
    if (names instanceof MappingNode numbered) {
      return numbered(numbered, file);
    }
    throw new CliException(file + ": \"names\" must be a list, or numbers from 0 with a name each");
  }

  private static Node root(Path file) {
    try {
      return YamlText.compose(text(file), file.toString()).orElse(null);
    } catch (ConfigException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private static List<String> numbered(MappingNode names, Path file) {
    Map<String, String> given = new HashMap<>();
    for (NodeTuple pair : names.getValue()) {
      given.put(name(pair.getKeyNode(), file), name(pair.getValueNode(), file));
    }
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < names.getValue().size(); i++) {
      String name = given.get(String.valueOf(i));
      if (name == null) {
        throw new CliException(file + ": \"names\" has no class " + i + "; they count from 0");
      }
      ordered.add(name);
    }
    return ordered;
  }

  /** A name as it is written: 1e3 and 007 are names here, not numbers. */
  private static String name(Node node, Path file) {
    String word = word(node);
    if (word == null) {
      throw new CliException(file + ":" + line(node) + ": a class's name must be one text");
    }
    return word;
  }

  private static int line(Node node) {
    return node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
  }

  private static String word(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue().strip() : null;
  }

  private static List<String> sound(List<String> names, Path file) {
    if (names.isEmpty()) {
      throw new CliException(file + ": names no classes");
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank()) {
        throw new CliException(file + ": the name of class " + i + " is empty");
      }
    }
    return names;
  }

  private static String text(Path file) {
    try {
      return TextFile.read(file, MOST_BYTES);
    } catch (IOException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
