package dev.lorsbench.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.lorsbench.cli.verify.GoldenCopy.Outcome;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a verifier is for: numbers that are wrong fail, and whatever is broken says so. */
class DamagedCasesTest {
  @TempDir Path empty;
  private GoldenCopy golden;

  @BeforeEach
  void copy() throws IOException {
    golden = GoldenCopy.in(empty);
  }

  private Outcome failing(String name) {
    Outcome outcome = GoldenCopy.verify(golden.folder(), "--filter", name);
    assertThat(outcome.code()).isOne();
    assertThat(outcome.last()).isEqualTo("0 passed, 1 failed");
    assertThat(outcome.out()).hasSize(2);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.line(name)).contains("  FAILED  ");
    return outcome;
  }

  @ParameterizedTest
  @CsvSource({
    "ops/sampling_3d, out.out, outputs",
    "ops/refine_xyzr, out.boxes, outputs",
    "ops/self_attention, grad.in.query_content, gradients",
    "ops/self_attention, probe.out, gradients",
    "ops/self_attention, param.iof_tau, outputs",
    "ops/lors_mixing, grad.param.out_weight_add_A.1, gradients",
    "ops/lors_stage, in.query_content, outputs",
    "ops/adamixer_stage, grad.in.feat.1, gradients",
    "decoder/lors_two_levels, out.stage1.cls_score, outputs",
    "decoder/lors_two_levels, out.init_query_content, outputs",
    "decoder/lors_two_levels, grad.in.feat.0, gradients",
    "decoder/adamixer_two_levels, grad.param.bbox_head.1.fc_reg.weight, gradients",
    "decoder/adamixer_two_levels, after.param.bbox_head.0.fc_cls.weight, after",
  })
  void aChangedElementFails(String name, String tensor, String group) throws IOException {
    String file = name + ".safetensors";
    StoredTensor stored = golden.tensor(file, tensor);
    float[] values = stored.toFloats();
    values[values.length / 2] += 0.25f;
    golden.tensor(file, tensor, StoredTensor.of(tensor, values, stored.shape()));
    assertThat(failing(name).line(name)).contains(group);
  }

  @ParameterizedTest
  @CsvSource({"out.boxes, outputs", "grad.in.xyzr_delta, gradients"})
  void whatIsNotANumberFails(String tensor, String group) throws IOException {
    String file = "ops/refine_xyzr.safetensors";
    StoredTensor stored = golden.tensor(file, tensor);
    float[] values = stored.toFloats();
    values[3] = Float.NaN;
    golden.tensor(file, tensor, StoredTensor.of(tensor, values, stored.shape()));
    assertThat(failing("ops/refine_xyzr").line("ops/refine_xyzr"))
        .contains(group + " NaN")
        .contains("at " + tensor);
  }

  static Stream<Arguments> changedJson() {
    return Stream.of(
        change("decoder/lors_two_levels", "losses", j -> scale(j, "losses", "stage1_loss_iou")),
        change("decoder/lors_two_levels", "losses", j -> scale(j.getAsJsonObject(), "loss_total")),
        change(
            "decoder/lors_two_levels",
            "gradients",
            j -> scale(j, "grad_l2", "bbox_head.1.fc_reg.bias")),
        change(
            "decoder/lors_two_levels",
            "matching",
            j -> scale(array(j, "assigned_gt_1based", 0, 1), 0, 2)),
        change(
            "decoder/lors_two_levels",
            "trajectory",
            j -> scale(array(j.getAsJsonObject().get("trajectory"), "steps", 9), 0, 1.01)),
        change(
            "decoder/adamixer_two_levels",
            "trajectory",
            j -> scale(array(j.getAsJsonObject().get("trajectory"), "steps", 3), 1, 1.01)),
        Arguments.of("hungarian.json", "hungarian", "total", first(j -> scale(j, "total"))),
        Arguments.of(
            "params.json",
            "params/lors_preset",
            "counts",
            entry(j -> scale(j, "by_parameter", "bbox_head.iof_tau"))),
        Arguments.of(
            "params.json",
            "params/lors_preset",
            "total",
            entry(j -> j.getAsJsonObject().addProperty("decoder_parameters", 35_348_265))),
        change("cocoeval/ties", "expected", "stats", j -> nextUp(array(j, "stats"), 3)),
        change("cocoeval/ties", "expected", "recall", j -> nextUp(array(j, "recall"), 7)),
        change(
            "cocoeval/ties",
            "expected",
            "per_category",
            j -> scale(array(j, "per_category").get(0).getAsJsonObject(), "AP75")),
        change(
            "cocoeval/ties",
            "expected",
            "crc32",
            j -> j.getAsJsonObject().addProperty("precision_crc32", 1)));
  }

  private static Arguments change(String name, String group, Consumer<JsonElement> change) {
    return Arguments.of(name + ".json", name, group, change);
  }

  private static Arguments change(
      String folder, String file, String group, Consumer<JsonElement> change) {
    return Arguments.of(folder + "/" + file + ".json", folder, group, change);
  }

  private static Consumer<JsonElement> first(Consumer<JsonObject> change) {
    return j -> change.accept(array(j, "cases").get(0).getAsJsonObject());
  }

  private static Consumer<JsonElement> entry(Consumer<JsonElement> change) {
    return j -> change.accept(j.getAsJsonArray().get(0));
  }

  private static JsonArray array(JsonElement json, String key, int... path) {
    JsonArray array = json.getAsJsonObject().getAsJsonArray(key);
    for (int at : path) {
      array = array.get(at).getAsJsonArray();
    }
    return array;
  }

  private static void scale(JsonElement json, String object, String key) {
    scale(json.getAsJsonObject().getAsJsonObject(object), key);
  }

  private static void scale(JsonObject object, String key) {
    object.addProperty(key, object.get(key).getAsDouble() * 1.01 + 1);
  }

  private static void scale(JsonArray array, int at, double by) {
    double value = array.get(at).getAsDouble();
    array.set(at, new JsonPrimitive(value == 0 ? 1 : value * by));
  }

  private static void nextUp(JsonArray array, int at) {
    array.set(at, new JsonPrimitive(Math.nextUp(array.get(at).getAsDouble())));
  }

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource("changedJson")
  void aChangedNumberFails(String file, String name, String group, Consumer<JsonElement> change)
      throws IOException {
    golden.json(file, change);
    Outcome outcome = GoldenCopy.verify(golden.folder(), "--filter", name, "--json");
    assertThat(outcome.code()).isOne();
    JsonObject json =
        com.google.gson.JsonParser.parseString(String.join("\n", outcome.out())).getAsJsonObject();
    JsonObject verdict = json.getAsJsonArray("cases").get(0).getAsJsonObject();
    assertThat(verdict.getAsJsonArray("deviations"))
        .as("%s", verdict)
        .anySatisfy(
            d -> {
              JsonObject deviation = d.getAsJsonObject();
              assertThat(deviation.get("group").getAsString()).isEqualTo(group);
              assertThat(deviation.get("worst").getAsDouble())
                  .isGreaterThan(deviation.get("tolerance").getAsDouble());
            });
  }

  @Test
  void anUnknownKindIsNamed() throws IOException {
    Files.writeString(golden.file("ops/new.json"), "{\"kind\": \"teleport\", \"config\": {}}");
    Files.writeString(golden.file("index.json"), "[\"ops/new.json\"]");
    assertThat(failing("ops/new").line("ops/new")).contains("unknown kind \"teleport\"");
    Files.writeString(golden.file("ops/new.json"), "{\"config\": {}}");
    assertThat(failing("ops/new").line("ops/new"))
        .contains("new.json: no golden case (no \"kind\")");
    Files.writeString(golden.file("ops/new.json"), "{\"kind\": ");
    assertThat(failing("ops/new").line("ops/new")).contains("new.json: not JSON");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    Files.delete(golden.file("ops/decode_box.safetensors"));
    assertThat(failing("ops/decode_box").line("ops/decode_box"))
        .contains("decode_box.safetensors: no such file");
    Files.delete(golden.file("ops/lors_stage.json"));
    assertThat(failing("ops/lors_stage").line("ops/lors_stage"))
        .contains("lors_stage.json: no such file");
    Files.delete(golden.file("cocoeval/ties/gt.json"));
    assertThat(failing("cocoeval/ties").line("cocoeval/ties")).contains("gt.json: no such file");
    Files.delete(golden.file("cocoeval/no_detections/expected.json"));
    assertThat(failing("cocoeval/no_detections").line("cocoeval/no_detections"))
        .contains("expected.json: no such file");
    golden.tensor("ops/sampling_3d.safetensors", "in.feat.1", null);
    assertThat(failing("ops/sampling_3d").line("ops/sampling_3d"))
        .contains("tensor in.feat.1 is missing");
    golden.json("ops/refine_xyzr.json", j -> j.getAsJsonObject().remove("tolerance"));
    assertThat(failing("ops/refine_xyzr").line("ops/refine_xyzr"))
        .contains("\"tolerance\" is missing");
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    golden.tensor(
        "ops/refine_xyzr.safetensors", "extra", StoredTensor.of("extra", new float[] {1}, 1));
    assertThat(failing("ops/refine_xyzr").line("ops/refine_xyzr"))
        .contains("tensor extra has no known meaning");
    golden.tensor(
        "ops/decode_box.safetensors", "out.more", StoredTensor.of("out.more", new float[1], 1));
    assertThat(failing("ops/decode_box").line("ops/decode_box"))
        .contains("nothing computes out.more");
    golden.tensor(
        "ops/self_attention.safetensors",
        "param.iof_tau",
        StoredTensor.of("param.iof_tau", new float[3], 3));
    assertThat(failing("ops/self_attention").line("ops/self_attention"))
        .contains("param.iof_tau has shape [3], the model's has [2]");
    Files.writeString(golden.file("ops/sampling_3d.safetensors"), "not tensors");
    assertThat(failing("ops/sampling_3d").line("ops/sampling_3d"))
        .contains("sampling_3d.safetensors: says its header has");
    golden.json(
        "ops/lors_stage.json",
        j -> j.getAsJsonObject().getAsJsonObject("config").addProperty("n_groups", 2.5));
    assertThat(failing("ops/lors_stage").line("ops/lors_stage"))
        .contains("config n_groups is 2.5, not a whole number");
    golden.json(
        "ops/adamixer_stage.json",
        j -> j.getAsJsonObject().getAsJsonObject("tolerance").addProperty("outputs", "small"));
    assertThat(failing("ops/adamixer_stage").line("ops/adamixer_stage"))
        .contains("a value of the case has the wrong type: For input string: \"small\"");
  }
}
