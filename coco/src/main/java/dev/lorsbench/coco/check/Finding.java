package dev.lorsbench.coco.check;

/**
 * One thing that is wrong with a data set.
 *
 * @param kind which of the checks it failed
 * @param split the split it is in
 * @param subject the annotation, image, category or file, {@code annotation 17}
 * @param message what is wrong, in one line
 */
public record Finding(Kind kind, String split, String subject, String message) {

  /** What is checked. Errors make a set unfit to train on; warnings say that it may be worse. */
  public enum Kind {
    /** The annotation file cannot be read. */
    UNREADABLE(true),
    /** An id occurs twice. */
    DUPLICATE_ID(true),
    /** An annotation's image or category does not exist. */
    UNKNOWN_ID(true),
    /** A file name, width or height is missing, or leads out of the folder. */
    BAD_IMAGE_ENTRY(true),
    /** A box or area is negative. */
    NEGATIVE_BOX(true),
    /** There are no images or no categories. */
    EMPTY(true),
    /** An image file is missing. */
    MISSING_FILE(true),
    /** An image file is not an image, or ends too early. */
    CORRUPT_FILE(true),
    /** An image file has another size than its entry. */
    WRONG_SIZE(true),
    /** The splits have different categories. */
    OTHER_CATEGORIES(true),
    /** A box has no inside. */
    ZERO_AREA(false),
    /** A box reaches more than a pixel out of its image. */
    OUTSIDE(false),
    /** A category has no annotations in a split. */
    UNUSED_CATEGORY(false),
    /** The ids of categories are not consecutive. */
    CATEGORY_GAP(false),
    /** The same image bytes occur twice in one split. */
    SAME_IMAGE(false),
    /** The same image bytes occur in two splits, so that what is evaluated was trained on. */
    IN_TWO_SPLITS(false);

    private final boolean error;

    Kind(boolean error) {
      this.error = error;
    }

    /** Whether it is an error. */
    public boolean error() {
      return error;
    }
  }
}
