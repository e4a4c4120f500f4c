package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema and the reader say the same. */
class SweepSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SweepSchema.json());

  /** Every mapping that a sweep may have, with every key that the schema knows in it. */
  private static final String ALL =
      """
      name: all
      task: detection
      data: {folder: /data, train: train, val: val, fingerprint: ''}
      parallelism: {cpu: 2, gpu.1: 8}
      baseline: matched
      budget: {steps: 100}
      early_stopping: {rule: asha, first: 10, factor: 3, least: 2}
      seeds: [0]
      train:
        evaluate_every: 10
        optimiser: {accumulate: 1, ema: 0.5, rates: [{names: bbox, rate: 1, decay: 1}], freeze: [stem]}
        stop: {patience: 3, min_gain: 0.1, seconds: 100}
        resize: {short: [128], long: 200}
        crop: {short: [100], edge: [50, 60], probability: 0.5}
        compute: {precision: float32, checkpoint_stages: true}
        keep: {last: 1, best: true, every_epochs: 1}
      trials:
        - name: low
          from: weights.safetensors
          train: {batch: 2}
          model: {preset: lors-tiny, backbone: {width: 16}}
      search:
        method: random
        trials: 2
        seed: 1
        startup: 3
        population: 4
        name: drawn
        from: weights.safetensors
        model: {preset: lors-tiny}
        train: {batch: 2}
        parameters:
          train.schedule: [cosine, poly]
          train.batch: {values: [2, 4], when: {train.schedule: [poly]}}
          train.power: {range: [0.5, 1], scale: log, integer: false, points: 2, repeat: 0}
      """;

  private static JsonNode tree(String yaml) {
    return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static List<String> refused(JsonNode tree) {
    return SCHEMA.validate(tree).stream().map(Error::getMessage).toList();
  }

  private static void read(JsonNode tree) {
    SweepSpec.parse(tree.toString(), "s.yaml", Optional.of(DataConfig.folder("/data")));
  }

  static Stream<Path> sweepsOfTheRepository() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("cli/src/main/resources", "docs/sweeps")) {
      if (Files.isDirectory(root.resolve(folder))) {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
          files.filter(f -> f.toString().endsWith(".yaml")).forEach(found::add);
        }
      }
    }
    return found.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("sweepsOfTheRepository")
  void everySweepOfTheRepositoryIsOne(Path file) throws IOException {
    JsonNode tree = tree(Files.readString(file));
    assertThat(refused(tree)).isEmpty();
    read(tree);
  }

  @Test
  void everyPresetIsAModelOfTheSchema() {
    for (String name : Presets.NAMES) {
      assertPreset("detection", Presets.yaml(name), name);
    }
    for (String name : ClassifierPresets.NAMES) {
      assertPreset("classification", ClassifierPresets.yaml(name), name);
    }
  }

  private static void assertPreset(String task, String yaml, String name) {
    String sweep = "{name: s, task: %s, trials: [{name: t, model: %s}]}";
    assertThat(refused(tree(sweep.formatted(task, name)))).isEmpty();
    ObjectNode whole = (ObjectNode) tree(sweep.formatted(task, name));
    ((ObjectNode) whole.at("/trials/0")).set("model", tree(yaml));
    assertThat(refused(whole)).isEmpty();
    read(whole);
  }

  @Test
  void bothKnowTheSameKeysInEveryMapping() {
    assertThat(refused(tree(ALL))).isEmpty();
    read(tree(ALL));
    for (String at : mappings(tree(ALL), "")) {
      JsonNode tree = tree(ALL);
      ((ObjectNode) tree.at(at)).put("zzz", 1);
      assertThat(refused(tree)).as("the schema at '%s'", at).isNotEmpty();
      assertThat(keysOfReader(tree)).as("keys at '%s'", at).isEqualTo(keysOfSchema(at));
    }
  }

  /** Pointers of all mappings but those whose keys are the user's. */
  private static List<String> mappings(JsonNode node, String at) {
    List<String> all = new ArrayList<>();
    if (node.isObject() && !at.matches(".*/(parameters|when|parallelism)")) {
      all.add(at);
    }
    if (!at.endsWith("/when")) {
      node.properties().forEach(e -> all.addAll(mappings(e.getValue(), at + "/" + e.getKey())));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      all.addAll(mappings(node.get(i), at + "/" + i));
    }
    return all;
  }

  private static Set<String> keysOfReader(JsonNode tree) {
    try {
      SweepSpec.parse(tree.toString(), "s.yaml", Optional.of(DataConfig.folder("/data")))
          .search()
          .orElseThrow()
          .at(0, List.of(0.9, 0.5, 0.5));
      throw new AssertionError("the reader takes zzz");
    } catch (ConfigException e) {
      Matcher known = Pattern.compile("unknown key zzz.*\\(known: (.*)\\)").matcher(e.getMessage());
      assertThat(known.find()).as(e.getMessage()).isTrue();
      return new TreeSet<>(Arrays.asList(known.group(1).split(", ")));
    }
  }

  private static Set<String> keysOfSchema(String at) {
    JsonNode defs = tree(SweepSchema.json()).path("$defs");
    JsonNode node = tree(SweepSchema.json());
    for (String step : at.isEmpty() ? new String[0] : at.substring(1).split("/")) {
      node = step.equals("model") ? defs.path("detector") : next(node, step);
      node = node.has("$ref") ? defs.path(node.get("$ref").asText().substring(8)) : node;
    }
    Set<String> keys = new TreeSet<>();
    node.path("properties").fieldNames().forEachRemaining(keys::add);
    if (at.endsWith("train.power")) {
      keys.add("values"); // the reader says both ways
    }
    if (at.equals("/search")) {
      keys.remove("points"); // of a list alone
    }
    return keys;
  }

  private static JsonNode next(JsonNode node, String step) {
    JsonNode defs = tree(SweepSchema.json()).path("$defs");
    return switch (step) {
      case "train.batch" -> defs.path("chosen");
      case "train.power" -> defs.path("interval");
      default -> node.has("items") ? node.path("items") : node.path("properties").path(step);
    };
  }

  @Property(tries = 300)
  void aKeyThatNobodyKnowsIsRefusedByBothWhereverItStands(
      @ForAll @AlphaChars @StringLength(min = 5, max = 12) String key,
      @ForAll @IntRange(min = 0, max = 1000) int where) {
    List<String> places = mappings(tree(ALL), "");
    JsonNode tree = tree(ALL);
    ObjectNode at = (ObjectNode) tree.at(places.get(where % places.size()));
    String unknown = "x" + key;
    at.put(unknown, 1);
    assertThat(refused(tree)).isNotEmpty();
    assertThatThrownBy(
            () ->
                SweepSpec.parse(tree.toString(), "s", Optional.of(DataConfig.folder("/data")))
                    .search()
                    .orElseThrow()
                    .at(0, List.of(0.9, 0.5, 0.5)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key " + unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: a/b",
        "parallelism: 0",
        "parallelism: {tpu: 1}",
        "budget: {steps: 0}",
        "budget: {steps: 1, images: 2}",
        "budget: {wall: 2 days}",
        "early_stopping: {rule: asha}",
        "early_stopping: {rule: halving, first: 3}",
        "seeds: []",
        "seeds: [one]",
        "train: {batch: 0}",
        "train: {batch: eight}",
        "train: {schedule: cosin}",
        "train: {on_nan: 'skip:0'}",
        "train: {resize: {long: 3}}",
        "train: {keep: {last: 0}}",
        "trials: [{model: lors-tiny}]",
        "trials: [{name: t, model: deit-tiny}]",
        "trials: [{name: t, model: {rank: 3}}]",
        "trials: [{name: t, model: {backbone: {name: vgg}}}]",
        "task: segmentation",
        "search: {method: random, model: lors-tiny, parameters: {train.batch: [1]}}",
        "search: {method: grid, model: lors-tiny, trials: 3, parameters: {train.batch: [1]}}",
        "search: {method: grid, model: lors-tiny, parameters: {}}",
        "search: {method: grid, model: lors-tiny, parameters: {batch: [1]}}",
        "search: {method: grid, model: lors-tiny, parameters: {train.batch: 1}}",
        "search: {method: list, model: lors-tiny}",
        "search: {method: tpe, trials: 3, parameters: {train.batch: [1]}}",
      })
  void whatOneRefusesTheOtherDoes(String line) {
    ObjectNode tree = (ObjectNode) tree("{name: s, trials: [{name: t, model: lors-tiny}]}");
    assertThat(refused(tree)).isEmpty();
    read(tree);
    tree.setAll((ObjectNode) tree("{" + line + "}"));
    assertThat(refused(tree)).isNotEmpty();
    assertThatThrownBy(() -> read(tree)).isInstanceOf(ConfigException.class);
  }

  @Test
  void itIsASchemaOfItsDraft() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(tree(SweepSchema.json()))).isEmpty();
  }
}
