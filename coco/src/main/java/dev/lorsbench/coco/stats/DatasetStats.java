package dev.lorsbench.coco.stats;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What one annotation file holds. Objects are annotations that are no crowds, of any image.
 *
 * @param images how many
 * @param objects how many
 * @param crowds how many annotations are crowds
 * @param emptyImages how many images have no objects
 * @param categories by descending objects
 * @param sizes objects by the square root of their area in pixels; each bin takes its lower bound
 * @param perImage images by how many objects they hold
 */
public record DatasetStats(
    int images,
    int objects,
    int crowds,
    int emptyImages,
    List<CategoryCount> categories,
    List<Bin> sizes,
    List<Bin> perImage) {
  /** Each side is sqrt 2 or so times the one before; COCO's bounds, 32 and 96, among them. */
  private static final int[] SIDES = {8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};

  private static final int[] COUNTS = {0, 1, 2, 4, 8, 16, 32, 64};

  /** Counts what a file holds; annotations of unknown images or categories count as objects. */
  public static DatasetStats of(InstancesFile file) {
    AnnotationTable table = file.annotations();
    int[] sizes = new int[SIDES.length + 1];
    Map<Long, Integer> perImage = new HashMap<>();
    Map<Long, Integer> perCategory = new HashMap<>();
    Map<Long, Set<Long>> imagesOf = new HashMap<>();
    int objects = 0;
    for (int row = 0; row < table.size(); row++) {
      if (!table.crowd(row)) {
        objects++;
        sizes[place(SIDES, Math.sqrt(table.area(row)))]++;
        perImage.merge(table.imageId(row), 1, Integer::sum);
        perCategory.merge(table.categoryId(row), 1, Integer::sum);
        imagesOf
            .computeIfAbsent(table.categoryId(row), id -> new HashSet<>())
            .add(table.imageId(row));
      }
    }
    int[] counts = new int[COUNTS.length];
    for (CocoImage image : file.images()) {
      counts[place(COUNTS, perImage.getOrDefault(image.id(), 0)) - 1]++;
    }
    return new DatasetStats(
        file.images().size(),
        objects,
        table.size() - objects,
        counts[0],
        categories(file.categories(), perCategory, imagesOf),
        bins(sizes, DatasetStats::sizeLabel),
        bins(counts, DatasetStats::countLabel));
  }

  /** How many of the ascending bounds are not above a value. */
  private static int place(int[] bounds, double value) {
    int place = 0;
    while (place < bounds.length && bounds[place] <= value) {
      place++;
    }
    return place;
  }

  private static List<CategoryCount> categories(
      List<CocoCategory> all, Map<Long, Integer> objects, Map<Long, Set<Long>> images) {
    return all.stream()
        .map(
            c ->
                new CategoryCount(
                    c.id(),
                    c.name() == null ? Long.toString(c.id()) : c.name(),
                    objects.getOrDefault(c.id(), 0),
                    images.getOrDefault(c.id(), Set.of()).size()))
        .sorted((a, b) -> Integer.compare(b.objects(), a.objects()))
        .toList();
  }

  private static List<Bin> bins(int[] counts, IntFunction<String> label) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(new Bin(label.apply(i), counts[i]));
    }
    return bins;
  }

  private static String sizeLabel(int bin) {
    return bin == 0
        ? "< " + SIDES[0]
        : bin == SIDES.length ? SIDES[bin - 1] + "+" : SIDES[bin - 1] + "-" + SIDES[bin];
  }

  private static String countLabel(int bin) {
    if (bin == COUNTS.length - 1) {
      return COUNTS[bin] + "+";
    }
    int last = COUNTS[bin + 1] - 1;
    return last == COUNTS[bin] ? Integer.toString(last) : COUNTS[bin] + "-" + last;
  }
}
