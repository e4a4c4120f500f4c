package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.PlainJson;
import dev.lorsbench.coco.Shared;
import dev.lorsbench.coco.largeset.LargeSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {

  @ParameterizedTest
  @MethodSource("cases")
  void hasPycocotoolsBits(String name) {
    GoldenCase golden = new GoldenCase(resources().resolve(name));
    golden.assertEqualBits(golden.evaluate(Settings.coco()));
    golden.assertEqualBits(golden.evaluate(Settings.coco().withThreads(3)));
  }

  static Stream<String> cases() {
    return folders(resources()).map(folder -> folder.getFileName().toString());
  }

  private static Path resources() {
    return Path.of("src/test/resources/golden");
  }

  private static Stream<Path> folders(Path of) {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.filter(Files::isDirectory).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everySharedCaseHasPycocotoolsBits() {
    folders(Shared.require("golden/cocoeval"))
        .forEach(
            folder -> {
              GoldenCase golden = new GoldenCase(folder);
              golden.assertEqualBits(golden.evaluate(Settings.coco()));
            });
  }

  @Test
  void realAnnotationsGiveThePublishedNumbers() {
    Path folder = Shared.require("data/cocoeval-real");
    Map<String, Object> expected = PlainJson.read(folder.resolve("expected_bbox.json"));
    GroundTruth truth = GroundTruth.read(folder.resolve("instances_val2014_100.json"));
    Detections detections =
        Detections.read(folder.resolve("instances_val2014_fakebbox100_results.json"));
    CocoResult apart = CocoEvaluator.evaluate(truth, detections, Settings.coco());
    assertThat(apart.stats()).isEqualTo(twelve(expected, "metrics"));
    CocoResult pooled =
        CocoEvaluator.evaluate(truth, detections, Settings.coco().withCategories(false));
    assertThat(pooled.stats()).isEqualTo(twelve(expected, "metrics_class_agnostic"));
  }

  private static double[] twelve(Map<String, Object> expected, String name) {
    return ((Map<?, ?>) expected.get(name))
        .values().stream().mapToDouble(v -> (Double) v).toArray();
  }

  @Test
  void aLargeSetHasPycocotoolsBits() {
    Path file = Shared.require("golden/cocoeval/large_expected.json");
    Map<String, Object> expected = PlainJson.read(file);
    LargeSet set = LargeSet.of(42, 5000, 36_000, 500_000);
    CocoResult result =
        CocoEvaluator.evaluate(set.truth(), set.detections(), Settings.coco().withThreads(2));
    assertThat(result.stats()).isEqualTo(PlainJson.numbers(expected.get("stats")));
    assertThat((double) result.precisionCrc32()).isEqualTo(expected.get("precision_crc32"));
    assertThat((double) result.recallCrc32()).isEqualTo(expected.get("recall_crc32"));
  }
}
