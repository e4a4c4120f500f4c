package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;
import dev.lorsbench.experiment.Presets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a golden case. What a case does not say is the released preset's.
 *
 * @param json the case's {@code config}
 * @param lors whether the case is of the LORS family
 */
record CaseConfig(JsonObject json, boolean lors) {
  static CaseConfig of(JsonObject golden) {
    JsonObject config = GoldenFile.objectAt(golden, "config");
    boolean named = golden.has("kind") && golden.get("kind").getAsString().contains("lors");
    return new CaseConfig(config, named || config.has("kernel_sizes"));
  }

  DecoderConfig decoder() {
    DecoderConfig base = Presets.of(lors ? "lors-r50-1x" : "adamixer-r50-1x").decoder();
    return new DecoderConfig(
        integer("num_stages", stages(base)),
        integer("queries", base.queries()),
        integer("content_dim", base.contentDim()),
        integer("num_heads", base.numHeads()),
        integer("feedforward_channels", base.feedforwardChannels()),
        integer("n_groups", base.nGroups()),
        integer("in_points", base.inPoints()),
        integer("out_points", base.outPoints()),
        integers("featmap_strides", base.featmapStrides()),
        lors ? Optional.of(low(base)) : Optional.empty());
  }

  /** A case that spells out its geometry but not its stages is about a single one. */
  private int stages(DecoderConfig base) {
    if (json.has("kernel_sizes")) {
      return json.getAsJsonArray("kernel_sizes").size();
    }
    return json.has("in_points") ? stage() + 1 : base.numStages();
  }

  private LorsConfig low(DecoderConfig base) {
    LorsConfig preset = base.lors().orElseThrow();
    return new LorsConfig(
        integers("kernel_sizes", preset.kernelSizes()),
        integers("kernel_groups", preset.kernelGroups()),
        integers("mix_out_proj_ranks", preset.mixOutProjRanks()));
  }

  int classes() {
    return integer("num_classes", 80);
  }

  int batch() {
    return integer("batch", 1);
  }

  /** The stage that a case of one stage is about. */
  int stage() {
    return integer("stage", 0);
  }

  int integer(String key, int fallback) {
    JsonElement value = json.get(key);
    return value == null ? fallback : whole(key, value);
  }

  int integer(String key) {
    return whole(key, GoldenFile.at(json, key));
  }

  private List<Integer> integers(String key, List<Integer> fallback) {
    JsonElement value = json.get(key);
    if (value == null) {
      return fallback;
    }
    if (!value.isJsonArray()) {
      throw new CliException("config " + key + " is not a list");
    }
    return value.getAsJsonArray().asList().stream().map(e -> whole(key, e)).toList();
  }

  private static int whole(String key, JsonElement value) {
    try {
      return value.getAsBigDecimal().intValueExact();
    } catch (RuntimeException e) {
      throw new CliException("config " + key + " is " + value + ", not a whole number", e);
    }
  }

  /** Height and width of each image, from the case or the whole batch's. */
  int[][] shapesHw(JsonObject golden) {
    if (golden.has("img_shape_hw")) {
      return golden.getAsJsonArray("img_shape_hw").asList().stream()
          .map(GoldenFile::integers)
          .toArray(int[][]::new);
    }
    int[][] all = new int[batch()][];
    Arrays.setAll(all, b -> new int[] {integer("image_height"), integer("image_width")});
    return all;
  }
}
