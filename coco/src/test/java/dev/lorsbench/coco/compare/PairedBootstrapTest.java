package dev.lorsbench.coco.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.Written;
import dev.lorsbench.coco.compare.Comparison.Figure;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedBootstrapTest {
  private static final int IMAGES = 60;

  @TempDir Path folder;
  private GroundTruth truth;

  @BeforeEach
  void write() {
    double[][] objects = new double[IMAGES][];
    for (int i = 0; i < IMAGES; i++) {
      objects[i] = new double[] {i + 1, 1 + i % 3, i, 2 * i, 40, 30, 0};
    }
    long[] images = LongStream.rangeClosed(1, IMAGES).toArray();
    truth = GroundTruth.of(Written.instances(folder, images, new long[] {1, 2, 3}, objects));
  }

  /** Boxes that miss by about so many pixels. */
  private static Detections found(double miss, long seed) {
    Random random = new Random(seed);
    Detections.Builder found = Detections.builder();
    for (int i = 0; i < IMAGES; i++) {
      double x = i + miss * random.nextGaussian();
      found.add(i + 1, 1 + i % 3, random.nextDouble(), x, 2 * i, 40, 30);
    }
    return found.build();
  }

  private Comparison compare(int threads, long seed, Detections a, Detections b) {
    return new PairedBootstrap(400, seed, threads).compare(truth, a, b, done -> {});
  }

  @Test
  void theSameDetectionsDoNotDiffer() {
    Comparison same = compare(1, 0, found(3, 1), found(3, 1));
    assertThat(same.figures()).extracting(Figure::name).containsExactly("AP", "AP50", "AP75");
    for (Figure figure : same.figures()) {
      assertThat(figure.difference()).isZero();
      assertThat(figure.low()).isZero();
      assertThat(figure.high()).isZero();
      assertThat(figure.p()).isEqualTo(1);
    }
  }

  @Test
  void aBetterDetectorIsSeenAndAnEquallyGoodOneIsNot() {
    Figure better = compare(2, 0, found(8, 1), found(1, 2)).figures().get(0);
    assertThat(better.difference()).isGreaterThan(0.1);
    assertThat(better.low()).isPositive().isLessThan(better.difference());
    assertThat(better.high()).isGreaterThan(better.difference());
    assertThat(better.p()).isCloseTo(2.0 / 401, within(1e-12));
    Figure equal = compare(2, 0, found(4, 3), found(4, 4)).figures().get(0);
    assertThat(equal.low()).isNegative();
    assertThat(equal.high()).isPositive();
    assertThat(equal.p()).isGreaterThan(0.05);
  }

  @Test
  void bothFiguresAreTheEvaluators() {
    Detections a = found(5, 1);
    Detections b = found(3, 2);
    Comparison found = compare(1, 0, a, b);
    double[] ofA = CocoEvaluator.evaluate(truth, a, Settings.coco()).stats();
    double[] ofB = CocoEvaluator.evaluate(truth, b, Settings.coco()).stats();
    for (int f = 0; f < 3; f++) {
      assertThat(found.figures().get(f).a()).isEqualTo(ofA[f]);
      assertThat(found.figures().get(f).b()).isEqualTo(ofB[f]);
    }
  }

  @Test
  void theSeedAloneDecides() {
    Detections a = found(5, 1);
    Detections b = found(4, 2);
    assertThat(compare(1, 7, a, b)).isEqualTo(compare(3, 7, a, b));
    assertThat(compare(1, 7, a, b)).isNotEqualTo(compare(1, 8, a, b));
  }

  @Test
  void drawsAreOfTheRightSizeAndDiffer() {
    short[] one = new short[100];
    short[] two = new short[100];
    PairedBootstrap.draw(0, 0, one);
    PairedBootstrap.draw(0, 1, two);
    int sum = 0;
    for (short weight : one) {
      sum += weight;
    }
    assertThat(sum).isEqualTo(100);
    assertThat(one).isNotEqualTo(two);
    PairedBootstrap.draw(0, 0, two);
    assertThat(one).isEqualTo(two);
  }

  @Test
  void quantilesAreNumpys() {
    double[] values = {1, 2, 4, 8};
    assertThat(Samples.quantile(values, 0.5)).isEqualTo(3);
    assertThat(Samples.quantile(values, 0.025)).isCloseTo(1.075, within(1e-12));
    assertThat(Samples.quantile(values, 1)).isEqualTo(8);
    assertThat(Samples.twoSided(new double[] {-1, 1, 1, 1})).isEqualTo(4.0 / 5);
  }

  @Test
  void everyResampleIsReportedAndBadInputRefused() {
    AtomicInteger calls = new AtomicInteger();
    new PairedBootstrap(50, 0, 2)
        .compare(truth, found(1, 1), found(1, 2), done -> calls.incrementAndGet());
    assertThat(calls).hasValue(50);
    assertThatThrownBy(() -> new PairedBootstrap(0, 0, 1)).isInstanceOf(CocoException.class);
    Detections stray = Detections.builder().add(999, 1, 0.5, 0, 0, 1, 1).build();
    assertThatThrownBy(() -> compare(2, 0, found(1, 1), stray))
        .isInstanceOf(CocoException.class)
        .hasMessageContaining("999");
  }

  @Test
  void seedAndIndexAreNotExchangeable() {
    short[] one = new short[50];
    short[] other = new short[50];
    for (int seed = 0; seed < 20; seed++) {
      for (int index = 0; index < seed; index++) {
        PairedBootstrap.draw(seed, index, one);
        PairedBootstrap.draw(index, seed, other);
        assertThat(one).isNotEqualTo(other);
      }
    }
  }
}
