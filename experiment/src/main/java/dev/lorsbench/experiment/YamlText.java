package dev.lorsbench.experiment;

import dev.lorsbench.files.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * YAML (and JSON) from outside, within bounds that are checked on the stream of events, before
 * anything calls itself for each level: size, depth, and how many values there are once every alias
 * stands for what it repeats.
 */
public final class YamlText {
  /** Characters of a document, at most. */
  private static final int LARGEST = 4 << 20;

  /** Lists and mappings inside each other, at most. */
  public static final int DEEPEST = 64;

  /** Values of a document, repeated ones counted each time, at most. */
  private static final int MOST_VALUES = 1_000_000;

  private final String file;

  /** Values in each collection that is still open. */
  private final Deque<Open> open = new ArrayDeque<>();

  private final Map<Anchor, Long> anchored = new HashMap<>();
  private long values;

  private record Open(Optional<Anchor> anchor, long before) {}

  private YamlText(String file) {
    this.file = file;
  }

  /**
   * The root of a document; empty where there is none.
   *
   * @param file what errors call it
   * @throws ConfigException in one line that names file and line, if it is not YAML or is out of
   *     bounds
   */
  public static Optional<Node> compose(String text, String file) {
    if (text.length() > LARGEST) {
      throw new ConfigException(file + ": larger than 4 MiB, which no configuration needs");
    }
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(50).build();
    try {
      YamlText bounds = new YamlText(file);
      new Parse(settings).parseString(text).forEach(bounds::take);
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
      throw new ConfigException(file + line + ": not YAML: " + brief(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ConfigException(file + ": not YAML: " + brief(e.getMessage()));
    }
  }

  private static String brief(String problem) {
    return Printable.quote(problem.replace('\n', ' '), 300);
  }

  private void take(Event event) {
    if (event instanceof CollectionStartEvent start) {
      open.push(new Open(start.getAnchor(), values));
      values++;
      if (open.size() > DEEPEST) {
        throw at(event, "lists and mappings are nested more than " + DEEPEST + " deep");
      }
    } else if (event instanceof CollectionEndEvent) {
      Open ended = open.pop();
      ended.anchor.ifPresent(name -> anchored.put(name, values - ended.before));
    } else if (event instanceof AliasEvent alias) {
      values += repeated(alias);
    } else if (event instanceof NodeEvent node) {
      values++;
      node.getAnchor().ifPresent(name -> anchored.put(name, 1L));
    }
    if (values > MOST_VALUES) {
      throw at(event, "holds more than %,d values, its aliases written out".formatted(MOST_VALUES));
    }
  }

  private long repeated(AliasEvent alias) {
    boolean inside =
        open.stream().anyMatch(o -> o.anchor.filter(alias.getAlias()::equals).isPresent());
    if (inside) {
      throw at(alias, "*" + Printable.quote(alias.getAlias().getValue()) + " repeats itself");
    }
    // One that nothing bears is the composer's to refuse.
    return anchored.getOrDefault(alias.getAlias(), 1L);
  }

  private ConfigException at(Event event, String what) {
    int line = event.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    return new ConfigException(file + ":" + line + ": " + what);
  }
}
