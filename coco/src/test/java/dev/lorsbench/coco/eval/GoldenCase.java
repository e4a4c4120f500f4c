package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.PlainJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** A folder with gt.json, dt.json (or .gz) and what pycocotools 2.0.11 printed for them. */
record GoldenCase(Path folder) {

  /** COCO's own settings, or what settings.json changes in them. */
  Settings settings() {
    Settings coco = Settings.coco();
    Path file = folder.resolve("settings.json");
    Map<String, Object> given = Files.exists(file) ? PlainJson.read(file) : Map.of();
    return new Settings(
        numbers(given, "iouThrs", coco.iouThresholds()),
        numbers(given, "recThrs", coco.recallThresholds()),
        Arrays.stream(numbers(given, "maxDets", new double[] {1, 10, 100}))
            .mapToInt(v -> (int) v)
            .toArray(),
        areas((List<?>) given.get("areaRng")),
        !given.containsKey("useCats"),
        ids(given, "imgIds"),
        ids(given, "catIds"),
        1);
  }

  private static double[] numbers(Map<String, Object> given, String name, double[] otherwise) {
    return given.containsKey(name) ? PlainJson.numbers(given.get(name)) : otherwise;
  }

  private static long[] ids(Map<String, Object> given, String name) {
    return given.containsKey(name)
        ? Arrays.stream(PlainJson.numbers(given.get(name))).mapToLong(v -> (long) v).toArray()
        : null;
  }

  private static List<AreaRange> areas(List<?> given) {
    if (given == null) {
      return AreaRange.COCO;
    }
    List<AreaRange> areas = new ArrayList<>();
    for (Object ends : given) {
      double[] range = PlainJson.numbers(ends);
      areas.add(new AreaRange(AreaRange.COCO.get(areas.size()).label(), range[0], range[1]));
    }
    return areas;
  }

  CocoResult evaluate(Settings settings) {
    return CocoEvaluator.evaluate(
        GroundTruth.read(file("gt.json")), Detections.read(file("dt.json")), settings);
  }

  private Path file(String name) {
    Path plain = folder.resolve(name);
    return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
  }

  void assertEqualBits(CocoResult result) {
    Map<String, Object> expected = PlainJson.read(folder.resolve("expected.json"));
    assertThat(result.stats()).isEqualTo(PlainJson.numbers(expected.get("stats")));
    assertCategories(result, expected);
    assertArray(result.precision(), result.precisionCrc32(), "precision", expected);
    assertArray(result.recall(), result.recallCrc32(), "recall", expected);
    if (expected.containsKey("lines")) {
      assertArray(result.scores(), crc(result.scores()), "scores", expected);
      assertThat(Summary.of(result)).isEqualTo(expected.get("lines"));
    }
    assertThat(Arrays.stream(result.precisionShape()).asDoubleStream().toArray())
        .isEqualTo(PlainJson.numbers(expected.get("precision_shape")));
  }

  private static long crc(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return crc.getValue();
  }

  private static void assertCategories(CocoResult result, Map<String, Object> expected) {
    List<?> categories = (List<?>) expected.get("per_category");
    assertThat(result.perCategory()).hasSameSizeAs(categories);
    for (int k = 0; k < categories.size(); k++) {
      Map<?, ?> category = (Map<?, ?>) categories.get(k);
      CategoryResult actual = result.perCategory().get(k);
      assertThat((double) actual.categoryId()).isEqualTo(category.get("category_id"));
      assertThat(actual.ap()).isEqualTo(category.get("AP"));
      assertThat(actual.ap50()).isEqualTo(category.get("AP50"));
      assertThat(actual.ap75()).isEqualTo(category.get("AP75"));
    }
  }

  private static void assertArray(
      double[] actual, long crc, String name, Map<String, Object> expected) {
    assertThat((double) Arrays.stream(actual).filter(v -> v == -1).count())
        .isEqualTo(expected.get(name + "_undefined"));
    NumpyMean defined = new NumpyMean();
    Arrays.stream(actual).forEach(defined::add);
    if (defined.mean() >= 0) {
      assertThat(defined.sum()).isEqualTo(expected.get(name + "_sum"));
    }
    if (expected.get(name) != null) {
      assertThat(actual).isEqualTo(PlainJson.numbers(expected.get(name)));
    }
    assertThat((double) crc).isEqualTo(expected.get(name + "_crc32"));
  }
}
