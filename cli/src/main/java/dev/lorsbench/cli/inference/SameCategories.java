package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoDataset;
import java.util.List;
import java.util.stream.Collectors;

/** Holds a data set's categories against those that a model was trained on. */
final class SameCategories {
  private static final int SHOWN = 10;

  private SameCategories() {}

  /**
   * Requires the same ids and names in the same order.
   *
   * @throws CliException naming the file and the first of both
   */
  static void require(CocoDataset read, List<CocoCategory> known) {
    List<CocoCategory> given = read.categories();
    if (!known.equals(given)) {
      throw new CliException(
          "%s: its categories (%s) are not the model's (%s)"
              .formatted(read.file(), names(given), names(known)));
    }
  }

  private static String names(List<CocoCategory> categories) {
    String first =
        categories.stream()
            .limit(SHOWN)
            .map(c -> c.id() + " " + c.name())
            .collect(Collectors.joining(", "));
    return categories.size() > SHOWN ? first + ", ... " + categories.size() + " in all" : first;
  }
}
