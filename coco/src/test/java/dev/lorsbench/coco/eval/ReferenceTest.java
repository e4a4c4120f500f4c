package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.eval.Reference.Case;
import dev.lorsbench.coco.eval.Reference.Found;
import dev.lorsbench.coco.eval.Reference.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Random small problems, full of ties, against the direct reference. */
class ReferenceTest {
  private static final long[] IMAGES = {7, 3, 900_100_118_785L, 12, 5};
  private static final long[] CATEGORIES = {1, 4, 90};

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void everyArrayEqualsTheReference(@ForAll long seed) {
    Random random = new Random(seed);
    Case given = draw(random);
    Settings settings = settings(random);
    Reference expected = new Reference(given, settings);
    CocoResult actual =
        random.nextBoolean()
            ? CocoEvaluator.evaluate(truth(given), detections(given), settings)
            : CocoEvaluator.match(
                    new Problem(truth(given), detections(given), settings, null),
                    1 + random.nextInt(4),
                    null)
                .accumulate();
    assertThat(actual.recall()).isEqualTo(array(expected.recall));
    assertThat(actual.precision()).isEqualTo(array(expected.precision));
    assertThat(actual.scores()).isEqualTo(array(expected.scores));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  static Case draw(Random random) {
    List<Long> images = new ArrayList<>();
    int count = 2 + random.nextInt(IMAGES.length - 1);
    for (int i = 0; i < count; i++) {
      images.add(IMAGES[i]);
    }
    List<Truth> truths = new ArrayList<>();
    int annotations = random.nextInt(20);
    for (int i = 0; i < annotations; i++) {
      // Sometimes an id that was there before, and 0, which pycocotools takes for no match.
      long id = random.nextInt(8) == 0 ? random.nextInt(i + 1) : i + 1;
      double[] box = box(random);
      double area = random.nextBoolean() ? box[2] * box[3] : random.nextInt(60);
      long image = IMAGES[random.nextInt(IMAGES.length)];
      long category = random.nextInt(20) == 0 ? 77 : CATEGORIES[random.nextInt(3)];
      truths.add(new Truth(id, image, category, box, area, random.nextInt(6) == 0));
    }
    List<Found> found = new ArrayList<>();
    int detections = random.nextInt(40);
    for (int i = 0; i < detections; i++) {
      long image = images.get(random.nextInt(images.size()));
      long category = random.nextInt(20) == 0 ? 77 : CATEGORIES[random.nextInt(3)];
      boolean near = !truths.isEmpty() && random.nextBoolean();
      double[] box = near ? truths.get(random.nextInt(truths.size())).box() : box(random);
      double score = random.nextInt(6) == 0 ? -0.0 : random.nextInt(5) / 4.0;
      found.add(new Found(image, category, box, score));
    }
    return new Case(images, Arrays.stream(CATEGORIES).boxed().toList(), truths, found);
  }

  private static double[] box(Random random) {
    if (random.nextInt(30) == 0) {
      // Areas that overflow or vanish, so that the IoU is NaN.
      double side = random.nextBoolean() ? 1e300 : 1e-200;
      return new double[] {0, 0, side, side};
    }
    double[] box = {
      random.nextInt(6), random.nextInt(6), random.nextInt(9) - 1, 1 + random.nextInt(8)
    };
    return random.nextInt(4) > 0 ? box : new double[] {box[0] + 0.1, box[1], box[2] * 0.7, box[3]};
  }

  static Settings settings(Random random) {
    List<AreaRange> areas =
        List.of(
            new AreaRange("all", 0, 1e10),
            new AreaRange("small", 0, 9),
            new AreaRange("medium", 9, 25),
            new AreaRange("large", 25, 1e10));
    double[] ious = random.nextBoolean() ? new double[] {0.5, 0.75, 1} : new double[] {0.9, 0.3};
    double[] recalls = random.nextBoolean() ? Settings.linspace(0, 1, 101) : new double[] {1, 0.25};
    int[] limits = random.nextBoolean() ? new int[] {1, 10, 100} : new int[] {3, 2};
    long[] images = random.nextInt(4) > 0 ? null : new long[] {3, 7};
    long[] categories = random.nextInt(4) > 0 ? null : new long[] {90, 1};
    int threads = 1 + random.nextInt(2);
    boolean apart = random.nextInt(4) > 0;
    return new Settings(
        ious,
        recalls,
        limits,
        areas,
        apart,
        images,
        categories,
        random.nextInt(50) > 0 ? 1 : threads);
  }

  static GroundTruth truth(Case given) {
    AnnotationTable table = new AnnotationTable();
    given
        .truths()
        .forEach(t -> table.add(t.id(), t.image(), t.category(), t.box(), t.area(), t.crowd()));
    // The first two images always exist, so that a subset of them can be asked for.
    return GroundTruth.of(
        given.images().stream().mapToLong(id -> id).toArray(),
        given.categories().stream().mapToLong(id -> id).toArray(),
        table);
  }

  static Detections detections(Case given) {
    Detections.Builder builder = Detections.builder();
    given
        .found()
        .forEach(
            d ->
                builder.add(
                    d.image(),
                    d.category(),
                    d.score(),
                    d.box()[0],
                    d.box()[1],
                    d.box()[2],
                    d.box()[3]));
    return builder.build();
  }
}
