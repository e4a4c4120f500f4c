package dev.lorsbench.dashboard.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lorsbench.dashboard.page.Show;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A trial's configuration three ways.
 *
 * @param sections for reading
 * @param yaml a sweep of this one trial, as {@code lors submit} takes it
 * @param json the spec as the ledger has it, indented
 */
public record Config(List<Section> sections, String yaml, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SMALL = 1e-6;

  /** A titled list. */
  public record Section(String title, List<Pair> pairs) {}

  /** A key and its value. */
  public record Pair(String name, String value) {}

  /** The configuration under the name that a sweep gives the trial. */
  public static Config of(TrialSpec spec, String name) {
    List<Section> sections = new ArrayList<>(network(spec));
    sections.add(section("Training", spec.train().tree()));
    sections.add(section("Data", spec.data().tree()));
    return new Config(sections, yaml(spec, name), indented(spec.json()));
  }

  private static List<Section> network(TrialSpec spec) {
    Map<String, Object> own = new TreeMap<>(spec.model().tree());
    return switch (spec.task()) {
      case DETECTION -> {
        Object backbone = own.remove("backbone");
        yield List.of(section("Decoder", own), section("Backbone", (Map<?, ?>) backbone));
      }
      case CLASSIFICATION -> List.of(section("Classifier", own));
    };
  }

  /** The spec as nested maps, for JSON. */
  public static Map<String, Object> tree(TrialSpec spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", spec.name());
    tree.put("task", spec.task().key());
    tree.put("model", spec.model().tree());
    tree.put("train", spec.train().tree());
    tree.put("data", spec.data().tree());
    return tree;
  }

  private static Section section(String title, Map<?, ?> tree) {
    List<Pair> pairs = new ArrayList<>();
    tree.forEach(
        (key, value) -> pairs.add(new Pair(key.toString().replace('_', ' '), text(value))));
    return new Section(title, pairs);
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Config::text).collect(Collectors.joining(", "));
    }
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    if (value instanceof Integer || value instanceof Long) {
      return Show.count((Number) value);
    }
    return value instanceof Double number ? plain(number) : value.toString();
  }

  private static String plain(double value) {
    return value == 0 || Math.abs(value) >= SMALL
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Show.number(value);
  }

  private static String yaml(TrialSpec spec, String name) {
    Map<String, Object> trial = new LinkedHashMap<>();
    trial.put("name", name);
    trial.put("model", spec.model().tree());
    trial.put("train", spec.train().tree());
    spec.from().ifPresent(f -> trial.put("from", f.file()));
    Map<String, Object> data = new LinkedHashMap<>(spec.data().tree());
    data.remove("fingerprint");
    Map<String, Object> sweep = new LinkedHashMap<>();
    sweep.put("name", name);
    if (spec.task() != TaskKind.DETECTION) {
      sweep.put("task", spec.task().key());
    }
    sweep.put("data", data);
    sweep.put("trials", List.of(trial));
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setIndent(2).build();
    return new Dump(settings).dumpToString(sweep);
  }

  private static String indented(String json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger's spec is not JSON", e);
    }
  }
}
