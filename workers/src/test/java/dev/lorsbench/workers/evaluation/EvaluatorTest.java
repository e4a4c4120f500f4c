package dev.lorsbench.workers.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.Detector;
import dev.lorsbench.workers.data.BatchOptions;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Framing;
import dev.lorsbench.workers.data.ImageCache;
import dev.lorsbench.workers.data.Split;
import dev.lorsbench.workers.training.TinyTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve images in batches of two and parts of four. */
class EvaluatorTest {
  @TempDir static Path shared;
  private static Evaluator evaluator;
  private static TrialSpec spec;

  @TempDir Path temp;
  private final List<String> warnings = new ArrayList<>();
  private final List<Integer> seen = new ArrayList<>();

  /** What a killed process does not outlive. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void makeTheSet() {
    Path shapes = shared.resolve("shapes");
    Shapes.write(shapes, new ShapesSpec(3, 2, 12, 64), done -> {});
    Split val = Split.val(DataConfig.folder(shapes.toString()));
    EvaluationImages images =
        new EvaluationImages(
            val.samples(),
            new BatchOptions(0, 2, Framing.stretched(64), 0, false),
            new ImageCache(64, 1 << 22));
    evaluator = new Evaluator(val, images);
    spec = TinyTrial.spec(DataConfig.folder(shapes.toString()));
  }

  private static Detector detector(long seed) {
    return Detector.create((ModelConfig) spec.model(), 3, Device.cpu(), seed);
  }

  private EvaluationParts parts() {
    return new EvaluationParts(temp.resolve("evaluation"), 4, warnings::add);
  }

  private void stopAt(Detector detector, int images) {
    assertThatThrownBy(
            () ->
                evaluator.evaluate(
                    detector,
                    done -> {
                      if (done == images) {
                        throw new Killed();
                      }
                    },
                    parts()))
        .isInstanceOf(Killed.class);
  }

  private CocoResult goOn(Detector detector) {
    return evaluator.evaluate(detector, seen::add, parts());
  }

  private static void assertSameBits(CocoResult actual, CocoResult expected) {
    assertThat(actual.precisionCrc32()).isEqualTo(expected.precisionCrc32());
    assertThat(actual.recallCrc32()).isEqualTo(expected.recallCrc32());
    assertThat(actual.scores()).isEqualTo(expected.scores());
  }

  @Test
  void stoppedTwiceItGoesOnAndEndsWithTheSameBits() {
    try (Detector detector = detector(1)) {
      CocoResult whole = evaluator.evaluate(detector, done -> {});
      stopAt(detector, 6);
      stopAt(detector, 8);
      assertSameBits(goOn(detector), whole);
      assertThat(seen).containsExactly(8, 10);
      assertThat(temp.resolve("evaluation")).doesNotExist();
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void partsOfOtherWeightsAreNotTaken() {
    try (Detector one = detector(1);
        Detector other = detector(2)) {
      stopAt(one, 8);
      assertSameBits(goOn(other), evaluator.evaluate(other, done -> {}));
      assertThat(seen).containsExactly(0, 2, 4, 6, 8, 10);
    }
  }

  @Test
  void aDamagedPartIsNamedAndEvaluatedAgain() throws IOException {
    try (Detector detector = detector(1)) {
      stopAt(detector, 8);
      try (Stream<Path> files = Files.list(temp.resolve("evaluation"))) {
        Path first = files.sorted().findFirst().orElseThrow();
        byte[] bytes = Files.readAllBytes(first);
        bytes[bytes.length / 2] ^= 1;
        Files.write(first, bytes);
      }
      assertSameBits(goOn(detector), evaluator.evaluate(detector, done -> {}));
      assertThat(seen).containsExactly(0, 2, 8, 10);
      assertThat(warnings).singleElement().asString().contains("the checksum does not hold");
    }
  }

  @Test
  void whatCannotBeKeptIsNamedAndDoneWithout() throws IOException {
    Files.writeString(temp.resolve("evaluation"), "a file where a folder should be");
    try (Detector detector = detector(1)) {
      assertSameBits(goOn(detector), evaluator.evaluate(detector, done -> {}));
      assertThat(warnings).hasSize(3).allMatch(line -> line.contains("evaluation"));
    }
  }
}
