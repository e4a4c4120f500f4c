package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.coco.eval.CategoryResult;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A COCO evaluation against pycocotools', to the last bit. */
record CocoCheck(Path folder) implements Check {
  private static final String EXPECTED = "expected.json";

  /** Whether a folder holds an evaluation case, or part of one. */
  static boolean isCase(Path folder) {
    return Stream.of("gt.json", "gt.json.gz", "dt.json", "dt.json.gz", EXPECTED)
        .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  @Override
  public void run(Measurements measured) throws IOException {
    JsonObject expected = GoldenFile.object(folder.resolve(EXPECTED));
    CocoResult result =
        CocoEvaluator.evaluate(
            GroundTruth.read(find("gt.json")), Detections.read(find("dt.json")), Settings.coco());
    compare(measured, expected, result);
  }

  private Path find(String name) {
    return Stream.of(name, name + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new CliException(folder.resolve(name) + ": no such file, nor with .gz"));
  }

  /** Everything that the case expects must be equal, bit for bit. */
  static void compare(Measurements measured, JsonObject expected, CocoResult result) {
    values(measured, "stats", result.stats(), GoldenFile.at(expected, "stats"));
    if (expected.has("per_category")) {
      categories(measured, result.perCategory(), expected.get("per_category"));
    }
    curve(measured, "precision", expected, result.precision(), result.precisionShape());
    curve(measured, "recall", expected, result.recall(), result.recallShape());
    crc(measured, expected, "precision_crc32", result.precisionCrc32());
    crc(measured, expected, "recall_crc32", result.recallCrc32());
  }

  private static void values(
      Measurements measured, String name, double[] ours, JsonElement expected) {
    double[] theirs = GoldenFile.doubles(expected);
    if (ours.length != theirs.length) {
      measured.fail(name + " has " + ours.length + " values, not " + theirs.length);
      return;
    }
    for (int i = 0; i < ours.length; i++) {
      measured.add(name, 0, name + " " + i, Math.abs(ours[i] - theirs[i]));
    }
  }

  private static void categories(
      Measurements measured, List<CategoryResult> ours, JsonElement expected) {
    List<JsonElement> theirs = expected.getAsJsonArray().asList();
    if (ours.size() != theirs.size()) {
      measured.fail("there are " + ours.size() + " categories, not " + theirs.size());
      return;
    }
    for (int i = 0; i < theirs.size(); i++) {
      JsonObject golden = theirs.get(i).getAsJsonObject();
      CategoryResult own = ours.get(i);
      long id = GoldenFile.at(golden, "category_id").getAsLong();
      measured.exact("per_category", "category " + id, own.categoryId() == id ? 0 : 1);
      number(measured, golden, id, "AP", own.ap());
      number(measured, golden, id, "AP50", own.ap50());
      number(measured, golden, id, "AP75", own.ap75());
    }
  }

  private static void number(
      Measurements measured, JsonObject golden, long id, String key, double own) {
    double off = Math.abs(own - GoldenFile.at(golden, key).getAsDouble());
    measured.add("per_category", 0, "category " + id + " " + key, off);
  }

  private static void curve(
      Measurements measured, String name, JsonObject expected, double[] ours, int[] shape) {
    if (present(expected, name + "_shape")) {
      int[] theirs = GoldenFile.integers(expected.get(name + "_shape"));
      measured.exact(name, name + "_shape", Arrays.equals(shape, theirs) ? 0 : 1);
    }
    if (present(expected, name + "_undefined")) {
      long undefined = Arrays.stream(ours).filter(v -> v == -1).count();
      long theirs = expected.get(name + "_undefined").getAsLong();
      measured.exact(name, name + "_undefined", Math.abs(undefined - theirs));
    }
    if (present(expected, name)) {
      values(measured, name, ours, expected.get(name));
    }
  }

  private static boolean present(JsonObject expected, String key) {
    return expected.has(key) && !expected.get(key).isJsonNull();
  }

  private static void crc(Measurements measured, JsonObject expected, String key, long ours) {
    if (present(expected, key)) {
      measured.exact("crc32", key, ours == expected.get(key).getAsLong() ? 0 : 1);
    }
  }
}
