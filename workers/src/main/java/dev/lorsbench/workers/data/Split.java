package dev.lorsbench.workers.data;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoAnnotation;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One split of a COCO folder, ready to train on or to evaluate.
 *
 * @param dataset the annotations as they are
 * @param samples the images in file order, with what can be learnt from: crowds left out, boxes
 *     clipped to the image
 * @param dropped boxes without an inside, which nothing can be learnt from
 */
public record Split(CocoDataset dataset, List<Sample> samples, int dropped) {
  /** Boxes thinner than this many pixels after clipping are dropped. */
  private static final double THINNEST = 1e-3;

  /** The split that is trained on. */
  public static Split train(DataConfig data) {
    return read(data, data.train());
  }

  /** The split that is evaluated. */
  public static Split val(DataConfig data) {
    return read(data, data.val());
  }

  /**
   * Reads the annotations and finds the images' files, which are not opened yet.
   *
   * @throws TrialException BAD_DATA in one line naming file, annotation and field
   */
  private static Split read(DataConfig data, String split) {
    try {
      CocoFolder folder = new CocoFolder(Path.of(data.folder()));
      CocoDataset dataset = folder.read(split);
      List<Sample> samples = new ArrayList<>();
      int dropped = 0;
      for (int i = 0; i < dataset.images().size(); i++) {
        CocoImage image = dataset.images().get(i);
        List<CocoAnnotation> boxes = new ArrayList<>();
        for (CocoAnnotation a : dataset.annotations(i)) {
          if (!a.crowd() && inside(a, image)) {
            boxes.add(a);
          } else if (!a.crowd()) {
            dropped++;
          }
        }
        samples.add(sample(folder.image(split, image), image, boxes));
      }
      return new Split(dataset, List.copyOf(samples), dropped);
    } catch (CocoException e) {
      throw new TrialException(Failure.BAD_DATA, e.getMessage(), e);
    }
  }

  /**
   * Checks that the other split has the same categories, so that a class means the same in both.
   *
   * @throws TrialException BAD_DATA naming both files
   */
  public void requireSameCategories(Split other) {
    if (!dataset.categories().equals(other.dataset.categories())) {
      throw new TrialException(
          Failure.BAD_DATA,
          dataset.file() + " and " + other.dataset.file() + " have different categories");
    }
  }

  /**
   * Checks that there is something to learn.
   *
   * @throws TrialException BAD_DATA naming the file
   */
  public void requireBoxes() {
    if (samples.stream().allMatch(s -> s.labels().length == 0)) {
      throw new TrialException(
          Failure.BAD_DATA, dataset.file() + ": no box to learn from (crowds do not count)");
    }
  }

  private static boolean inside(CocoAnnotation a, CocoImage image) {
    return right(a, image) - left(a) > THINNEST && bottom(a, image) - top(a) > THINNEST;
  }

  private static double left(CocoAnnotation a) {
    return Math.max(a.x(), 0);
  }

  private static double top(CocoAnnotation a) {
    return Math.max(a.y(), 0);
  }

  private static double right(CocoAnnotation a, CocoImage image) {
    return Math.min(a.x() + a.width(), image.width());
  }

  private static double bottom(CocoAnnotation a, CocoImage image) {
    return Math.min(a.y() + a.height(), image.height());
  }

  private static Sample sample(Path file, CocoImage image, List<CocoAnnotation> from) {
    double[] boxes = new double[4 * from.size()];
    int[] labels = new int[from.size()];
    for (int i = 0; i < labels.length; i++) {
      CocoAnnotation a = from.get(i);
      boxes[4 * i] = left(a);
      boxes[4 * i + 1] = top(a);
      boxes[4 * i + 2] = right(a, image);
      boxes[4 * i + 3] = bottom(a, image);
      labels[i] = a.category();
    }
    return new Sample(image.id(), file, image.width(), image.height(), boxes, labels);
  }
}
