package dev.lorsbench.coco.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.eval.AreaRange;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A resample has the bits of an evaluation of the set in which every drawn image stands. */
class ResampledPrecisionTest {
  private static final int IMAGES = 5;
  private static final long[] CATEGORIES = {2, 3, 9, 10, 11, 12, 13, 14, 15, 16, 17};

  private record Truth(int image, long category, double[] box, boolean crowd) {}

  private record Found(int image, long category, double[] box, double score) {}

  @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
  void aResampleHasTheBitsOfTheResampledSet(@ForAll long seed) {
    Random random = new Random(seed);
    List<Truth> truths = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    draw(random, truths, found);
    short[] weight = drawn(random);
    Settings settings = settings(random);
    short[] once = {1, 1, 1, 1, 1};
    var matching = CocoEvaluator.match(truth(truths, once), detections(found, once), settings);
    var ranking = Ranking.of(matching, null);
    var pair = new PairedPrecision(new RecallPlaces(matching), ranking, ranking);
    for (int i = random.nextInt(3); i > 0; i--) {
      pair.evaluate(drawn(random));
    }
    pair.evaluate(weight);
    CocoResult expected =
        CocoEvaluator.evaluate(truth(truths, weight), detections(found, weight), settings);
    assertThat(pair.a().ap()).isEqualTo(expected.stats()[0]);
    assertThat(pair.a().apAt(0)).isEqualTo(expected.stats()[1]);
    assertThat(pair.b().ap()).isEqualTo(expected.stats()[0]);
  }

  private static short[] drawn(Random random) {
    short[] weight = new short[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      weight[random.nextInt(IMAGES)]++;
    }
    return weight;
  }

  private static void draw(Random random, List<Truth> truths, List<Found> found) {
    for (int i = random.nextInt(24); i > 0; i--) {
      boolean crowd = random.nextInt(6) == 0;
      truths.add(new Truth(random.nextInt(IMAGES), category(random), box(random), crowd));
    }
    for (int i = random.nextInt(80); i > 0; i--) {
      Truth near = truths.isEmpty() ? null : truths.get(random.nextInt(truths.size()));
      // Few scores, so that detections of one image and of several are equal.
      double score = random.nextInt(4) / 4.0;
      found.add(
          near != null && random.nextBoolean()
              ? new Found(near.image(), near.category(), near.box(), score)
              : new Found(random.nextInt(IMAGES), category(random), box(random), score));
    }
  }

  private static long category(Random random) {
    // Most often the first ones, so that there is something to sort in them.
    return CATEGORIES[random.nextInt(1 + random.nextInt(CATEGORIES.length))];
  }

  private static double[] box(Random random) {
    return new double[] {
      random.nextInt(5), random.nextInt(5), 1 + random.nextInt(7), 1 + random.nextInt(7)
    };
  }

  private static Settings settings(Random random) {
    Settings coco = Settings.coco();
    // A range that leaves some objects and detections out, which then count neither way.
    AreaRange area = new AreaRange("all", 0, random.nextBoolean() ? 1e10 : 20);
    return new Settings(
        coco.iouThresholds(),
        coco.recallThresholds(),
        new int[] {100},
        List.of(area),
        random.nextInt(4) > 0,
        null,
        null,
        1);
  }

  /** Every image as often as it was drawn, its copies side by side. */
  private static GroundTruth truth(List<Truth> truths, short[] weight) {
    AnnotationTable table = new AnnotationTable();
    List<Long> images = new ArrayList<>();
    for (int image = 0; image < IMAGES; image++) {
      for (int copy = 0; copy < weight[image]; copy++) {
        images.add(id(image, copy));
        for (Truth t : truths) {
          if (t.image() == image) {
            double area = t.box()[2] * t.box()[3];
            table.add(table.size() + 1L, id(image, copy), t.category(), t.box(), area, t.crowd());
          }
        }
      }
    }
    return GroundTruth.of(images.stream().mapToLong(i -> i).toArray(), CATEGORIES, table);
  }

  private static Detections detections(List<Found> found, short[] weight) {
    Detections.Builder all = Detections.builder();
    for (Found d : found) {
      for (int copy = 0; copy < weight[d.image()]; copy++) {
        double[] b = d.box();
        all.add(id(d.image(), copy), d.category(), d.score(), b[0], b[1], b[2], b[3]);
      }
    }
    return all.build();
  }

  private static long id(int image, int copy) {
    return 100L * image + copy;
  }
}
