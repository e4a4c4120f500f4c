package dev.lorsbench.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.experiment.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lors(String... args) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void theReleasedSavingIsPrinted() {
    assertThat(lors("params", "lors-r50-1x")).isZero();
    assertThat(out.toString())
        .contains("mixing, private adaptive")
        .contains("35,348,264")
        .contains("decoder saving against adamixer-r50-1x (110,272,296): 67.94 %")
        .contains("decoder saving against AdaMixer of this geometry (135,536,424): 73.92 %");
  }

  @Test
  void jsonHasEveryFieldThatTheHelpNames() {
    assertThat(lors("params", "lors-r50-1x", "--json")).isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.keySet())
        .containsExactly(
            "model",
            "family",
            "classes",
            "decoder_parameters",
            "total_parameters",
            "trainable_parameters",
            "frozen_parameters",
            "by_parameter",
            "by_part",
            "adamixer_preset_parameters",
            "saving_vs_preset_percent",
            "matched_parameters",
            "saving_vs_matched_percent",
            "image_height",
            "image_width",
            "batch",
            "gflops",
            "decoder_gflops",
            "weight_bytes",
            "gradient_bytes",
            "optimiser_bytes",
            "activation_bytes",
            "parts",
            "stages");
    assertThat(json.get("decoder_parameters").getAsLong()).isEqualTo(35_348_264);
    assertThat(json.getAsJsonObject("by_part").has("mixing_private_static")).isTrue();
  }

  @Test
  void stagesPartsAndFrozenParametersAddUp() {
    assertThat(lors("params", "lors-r50-1x", "--json", "--size", "320x480", "--batch", "2"))
        .isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.get("image_height").getAsInt()).isEqualTo(320);
    assertThat(json.get("image_width").getAsInt()).isEqualTo(480);
    assertThat(json.get("batch").getAsInt()).isEqualTo(2);
    assertThat(json.getAsJsonObject("stages").keySet())
        .containsExactly("shared", "0", "1", "2", "3", "4", "5");
    assertThat(sum(json, "stages", "parameters")).isEqualTo(35_348_264);
    assertThat(sum(json, "parts", "trainable"))
        .isEqualTo(json.get("trainable_parameters").getAsLong());
    assertThat(sum(json, "parts", "frozen")).isEqualTo(json.get("frozen_parameters").getAsLong());
    assertThat(sum(json, "parts", "activation_bytes"))
        .isEqualTo(json.get("activation_bytes").getAsLong());
    assertThat(json.get("optimiser_bytes").getAsLong())
        .isEqualTo(8 * json.get("trainable_parameters").getAsLong());
  }

  private static long sum(JsonObject json, String group, String field) {
    return json.getAsJsonObject(group).asMap().values().stream()
        .mapToLong(e -> e.getAsJsonObject().get(field).getAsLong())
        .sum();
  }

  @Test
  void everyTrialOfASweepIsCountedWithoutItsData(@TempDir Path folder) throws IOException {
    Path sweep =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            """
            name: both
            train: {size: 96, batch: 3}
            trials:
              - {name: full, model: adamixer-tiny}
              - {name: low, model: {preset: lors-tiny, num_classes: 3}, train: {batch: 5}}
            """);
    assertThat(lors("params", "--sweep", sweep.toString(), "--json")).isZero();
    JsonArray trials = JsonParser.parseString(out.toString()).getAsJsonArray();
    assertThat(trials).hasSize(2);
    JsonObject low = trials.get(1).getAsJsonObject();
    assertThat(low.get("model").getAsString()).isEqualTo("low");
    assertThat(low.get("batch").getAsInt()).isEqualTo(5);
    assertThat(low.get("image_width").getAsInt()).isEqualTo(96);
    assertThat(low.get("decoder_parameters").getAsLong()).isEqualTo(644_609);
    assertThat(trials.get(0).getAsJsonObject().get("classes").getAsInt()).isEqualTo(80);
    out.getBuffer().setLength(0);
    assertThat(lors("params", "--sweep", sweep.toString(), "--classes", "3")).isZero();
    assertThat(out.toString()).contains("full (adamixer, 3 classes)", "1,188,609", "644,609");
  }

  @Test
  void aReleasedConfigurationIsReadAsItStands(@TempDir Path folder) throws IOException {
    Path mine =
        Files.writeString(
            folder.resolve("released.json"),
            """
            {"num_stages": 6, "num_classes": 80, "feedforward_channels": 2048, "num_heads": 8,
             "content_dim": 256, "in_points": 64, "out_points": 128, "n_groups": 2,
             "kernel_sizes": [4, 4, 4, 4, 4, 4], "kernel_groups": [1, 1, 2, 2, 3, 3],
             "mix_out_proj_ranks": [8, 8, 8, 8, 8, 8]}
            """);
    assertThat(lors("params", mine.toString(), "--json")).isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.get("decoder_parameters").getAsLong()).isEqualTo(32_258_600);
  }

  @Test
  void aFileIsCountedLikeThePresetItCopies(@TempDir Path folder) throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), Presets.yaml("lors-tiny"));
    assertThat(lors("params", mine.toString(), "--classes", "3", "--json")).isZero();
    String ofFile = out.toString();
    out.getBuffer().setLength(0);
    assertThat(lors("params", "lors-tiny", "--classes", "3", "--json")).isZero();
    assertThat(ofFile.replace(mine.toString(), "lors-tiny")).isEqualTo(out.toString());
  }

  @Test
  void wrongInputGivesOneLine(@TempDir Path folder) throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "num_stagess: 3\n");
    assertThat(lors("params", wrong.toString())).isEqualTo(2);
    assertThat(lors("params", "lors-tinny")).isEqualTo(2);
    assertThat(lors("params", "none/such.yaml")).isEqualTo(2);
    assertThat(lors("params", "lors-tiny", "--classes", "0")).isEqualTo(2);
    assertThat(lors("models", "lors")).isEqualTo(2);
    assertThat(lors("params", "lors-tiny", "--size", "80x")).isEqualTo(2);
    assertThat(lors("params", "lors-tiny", "--batch", "0")).isEqualTo(2);
    assertThat(lors("params")).isEqualTo(2);
    assertThat(lors("params", "--sweep", "none/such.yaml")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(9)
        .allMatch(line -> line.startsWith("lors: "))
        .anyMatch(line -> line.contains("wrong.yaml:1: ") && line.contains("num_stages"))
        .anyMatch(line -> line.contains("lors-tiny"))
        .anyMatch(line -> line.contains("none/such.yaml is neither a preset"))
        .anyMatch(line -> line.contains("'80x' is no size"))
        .anyMatch(line -> line.contains("none/such.yaml: no such file"));
  }

  @Test
  void presetsAreListedAndPrinted() {
    assertThat(lors("models")).isZero();
    assertThat(out.toString().lines().map(line -> line.split(" ")[0]).toList())
        .containsAll(Presets.NAMES)
        .endsWith("deit-tiny", "deit-tiny-lors")
        .hasSize(Presets.NAMES.size() + 2);
    out.getBuffer().setLength(0);
    assertThat(lors("models", "lors-tiny")).isZero();
    assertThat(out.toString()).isEqualTo(Presets.yaml("lors-tiny"));
    out.getBuffer().setLength(0);
    assertThat(lors("models", "--json")).isZero();
    JsonArray all = JsonParser.parseString(out.toString()).getAsJsonArray();
    assertThat(all).hasSize(Presets.NAMES.size() + 2);
    assertThat(all)
        .allSatisfy(e -> assertThat(e.getAsJsonObject().keySet()).contains("name", "config"));
  }

  @Test
  void classifiersAreCounted() {
    assertThat(lors("params", "deit-tiny-lors", "--json")).isZero();
    assertThat(out.toString())
        .contains("\"total_parameters\": 1676362", "\"matched_parameters\": 5362762");
    JsonObject one = JsonParser.parseString(out.toString()).getAsJsonObject();
    out.getBuffer().setLength(0);
    assertThat(lors("params", "deit-tiny-lors", "--batch", "64", "--json")).isZero();
    JsonObject many = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(many.get("gflops")).isEqualTo(one.get("gflops"));
    assertThat(many.get("optimiser_bytes").getAsLong()).isEqualTo(8 * 1676362);
    assertThat(many.get("activation_bytes").getAsLong()).isEqualTo(685_921_792);
    assertThat(many.getAsJsonObject("parts").getAsJsonObject("blocks_private").keySet())
        .contains("parameters", "gflops", "activation_bytes");
    out.getBuffer().setLength(0);
    assertThat(lors("params", "deit-tiny-lors")).isZero();
    assertThat(out.toString()).contains("blocks, private", "kept MiB", "training memory: weights");
    assertThat(lors("models", "deit-tiny-lors")).isZero();
    assertThat(out.toString()).contains("rank: 32");
  }

  @Test
  void aClassifiersFileIsCountedAtAnySize(@TempDir Path folder) throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), "{preset: deit-tiny, rank: 32}");
    assertThat(lors("params", mine.toString(), "--json")).isZero();
    assertThat(out.toString()).contains("\"total_parameters\": 1676362");
    out.getBuffer().setLength(0);
    Path bare = Files.writeString(folder.resolve("bare.yaml"), "{patch_size: 8, depth: 3}");
    assertThat(lors("params", bare.toString(), "--size", "56")).isZero();
    assertThat(out.toString()).contains("(deit, 10 classes), costs for 56 x 56 pixels, batch 1");
    assertThat(lors("params", bare.toString(), "--size", "57")).isEqualTo(2);
    assertThat(lors("params", bare.toString(), "--size", "56x64")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("lors: "));
  }

  @Test
  void trialsOfBothTasksAreCountedAtTheirOwnSizes(@TempDir Path folder) throws IOException {
    Path classes =
        Files.writeString(
            folder.resolve("classes.yaml"),
            """
            {name: c, task: classification, train: {size: 56},
             trials: [{name: a, model: deit-tiny}, {name: b, model: {preset: deit-tiny, rank: 4}}]}
            """);
    assertThat(lors("params", "--sweep", classes.toString(), "--json")).isZero();
    JsonArray trials = JsonParser.parseString(out.toString()).getAsJsonArray();
    assertThat(trials).hasSize(2);
    assertThat(trials.get(1).getAsJsonObject().get("size").getAsInt()).isEqualTo(56);
    out.getBuffer().setLength(0);
    Path whole =
        Files.writeString(
            folder.resolve("whole.yaml"),
            """
            {name: w, train: {resize: {short: [480, 800]}},
             trials: [{name: a, model: lors-r50-1x}]}
            """);
    assertThat(lors("params", "--sweep", whole.toString())).isZero();
    assertThat(out.toString()).contains("costs for 800 x 1344 pixels");
  }
}
