package dev.lorsbench.coco.eval;

import java.util.List;

/**
 * Every detection matched: what accumulation, error analysis and resampling of images start from.
 * Made by {@link CocoEvaluator#match}.
 */
public final class Matching {
  private final Settings settings;
  private final long[] imageIds;
  private final List<CategoryMatches> categories;

  Matching(Settings settings, long[] imageIds, List<CategoryMatches> categories) {
    this.settings = settings;
    this.imageIds = imageIds;
    this.categories = categories;
  }

  /** What was asked for. */
  public Settings settings() {
    return settings;
  }

  /** The evaluated images, ascending; with and without detections or ground truth. */
  public long[] imageIds() {
    return imageIds.clone();
  }

  /** The matches of each category, ascending by id; of one where categories are pooled. */
  public List<CategoryMatches> categories() {
    return categories;
  }

  /** Precision, recall and scores. */
  public CocoResult accumulate() {
    return CocoEvaluator.accumulate(settings, categoryIds(), tallies());
  }

  long[] categoryIds() {
    return categories.stream().mapToLong(CategoryMatches::categoryId).toArray();
  }

  List<Tally> tallies() {
    return categories.stream().map(category -> category.tally).toList();
  }
}
