package dev.lorsbench.coco.curves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.coco.PlainJson;
import dev.lorsbench.coco.Written;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.coco.files.WholeFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesJsonTest {
  @TempDir Path folder;

  @Test
  void theMeanOfTheCurvesIsAp() {
    Path small = Path.of("src/test/resources/golden/small");
    GroundTruth truth = GroundTruth.read(small.resolve("gt.json"));
    CocoResult result =
        CocoEvaluator.evaluate(truth, Detections.read(small.resolve("dt.json")), Settings.coco());
    Map<String, Object> curves = written(result, truth);
    List<?> precision = (List<?>) curves.get("precision");
    assertThat(PlainJson.numbers(curves.get("recall"))).hasSize(101);
    assertThat(PlainJson.numbers(curves.get("iou"))).hasSize(10);
    double mean =
        precision.stream()
            .mapToDouble(curve -> Arrays.stream(PlainJson.numbers(curve)).average().orElseThrow())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(result.stats()[0], within(1e-12));
    Map<?, ?> first = (Map<?, ?>) ((List<?>) curves.get("categories")).get(0);
    double[] at50 = PlainJson.numbers(((List<?>) first.get("precision")).get(0));
    assertThat(Arrays.stream(at50).average().orElseThrow())
        .isCloseTo(result.perCategory().get(0).ap50(), within(1e-12));
    assertThat((List<?>) first.get("score")).hasSize(2);
  }

  @Test
  void whatIsUndefinedIsNull() {
    GroundTruth truth =
        GroundTruth.of(
            Written.instances(
                folder, new long[] {1}, new long[] {1, 2}, new double[] {1, 1, 0, 0, 9, 9, 0}));
    Detections none = Detections.builder().build();
    CocoResult result = CocoEvaluator.evaluate(truth, none, Settings.coco());
    List<?> categories = (List<?>) written(result, truth).get("categories");
    assertThat((List<?>) ((Map<?, ?>) categories.get(1)).get("precision")).containsOnlyNulls();
    assertThat(PlainJson.numbers(((List<?>) ((Map<?, ?>) categories.get(0)).get("score")).get(0)))
        .containsOnly(0);
  }

  private Map<String, Object> written(CocoResult result, GroundTruth truth) {
    Path file = folder.resolve("curves.json");
    WholeFile.write(file, out -> CurvesJson.write(result, truth, out));
    return PlainJson.read(file);
  }
}
