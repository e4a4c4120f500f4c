package dev.lorsbench.coco.errors;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.ScoreOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ground truth and detections, image by image in file order. */
final class Scenes {
  /** Detections of an image that count, as in TIDE over all categories. */
  private static final int MOST = 100;

  private final AnnotationTable truth;
  private final Detections detections;
  private final Map<Long, Integer> category = new HashMap<>();
  private final Map<Long, Rows> images = new LinkedHashMap<>();

  /** Row numbers of one image. */
  private record Rows(List<Integer> objects, List<Integer> crowds, List<Integer> detections) {}

  private Scenes(InstancesFile truth, Detections detections) {
    this.truth = truth.annotations();
    this.detections = detections;
    for (CocoCategory one : truth.categories()) {
      category.putIfAbsent(one.id(), category.size());
    }
    for (CocoImage image : truth.images()) {
      images.put(image.id(), new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
  }

  static Scenes of(InstancesFile truth, Detections detections) {
    Scenes scenes = new Scenes(truth, detections);
    scenes.sortTruth();
    scenes.sortDetections();
    return scenes;
  }

  private void sortTruth() {
    for (int row = 0; row < truth.size(); row++) {
      Rows rows = images.get(truth.imageId(row));
      if (rows != null && category.containsKey(truth.categoryId(row))) {
        (truth.crowd(row) ? rows.crowds : rows.objects).add(row);
      }
    }
  }

  private void sortDetections() {
    for (int d = 0; d < detections.size(); d++) {
      Rows rows = images.get(detections.imageId(d));
      if (rows == null) {
        throw new CocoException(
            "detection " + d + ": the ground truth has no image " + detections.imageId(d));
      }
      if (category.containsKey(detections.categoryId(d))) {
        rows.detections.add(d);
      }
    }
  }

  /** How many categories there are. */
  int categories() {
    return category.size();
  }

  /** The categories in the order of their indices. */
  List<CocoCategory> distinct(InstancesFile file) {
    CocoCategory[] byIndex = new CocoCategory[category.size()];
    for (CocoCategory one : file.categories()) {
      byIndex[category.get(one.id())] = one;
    }
    return List.of(byIndex);
  }

  /** One scene an image. */
  Stream<Scene> all() {
    return images.values().stream().map(this::scene);
  }

  private Scene scene(Rows rows) {
    int[] best = best(rows.detections);
    return new Scene(
        IntStream.of(best).map(d -> category.get(detections.categoryId(d))).toArray(),
        IntStream.of(best).mapToDouble(detections::score).toArray(),
        IntStream.of(best).mapToObj(this::detectionBox).toArray(double[][]::new),
        categories(rows.objects),
        boxes(rows.objects),
        categories(rows.crowds),
        boxes(rows.crowds));
  }

  private int[] best(List<Integer> rows) {
    double[] score = rows.stream().mapToDouble(detections::score).toArray();
    int[] order = IntStream.range(0, score.length).toArray();
    ScoreOrder.sort(order, 0, order.length, score, new int[order.length]);
    return Arrays.stream(order).limit(MOST).map(rows::get).toArray();
  }

  private double[] detectionBox(int d) {
    return new double[] {
      detections.box(d, 0), detections.box(d, 1), detections.box(d, 2), detections.box(d, 3)
    };
  }

  private int[] categories(List<Integer> rows) {
    return rows.stream().mapToInt(row -> category.get(truth.categoryId(row))).toArray();
  }

  private double[][] boxes(List<Integer> rows) {
    return rows.stream()
        .map(
            row ->
                new double[] {
                  truth.box(row, 0), truth.box(row, 1), truth.box(row, 2), truth.box(row, 3)
                })
        .toArray(double[][]::new);
  }
}
