package dev.lorsbench.coco.check;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is wrong with a data set.
 *
 * @param kind which of the checks it failed
 * @param split the split it is in
 * @param subject the annotation, image, category or file, {@code annotation 17}
 * @param message what is wrong, in one line
 */
public record Finding(Kind kind, String split, String subject, String message) {

  /**
   * What is checked. Errors make a set unfit to train on; warnings say that it may be worse. Some
   * change what an evaluation says, and pycocotools passes over them in silence: each of those says
   * how.
   */
  public enum Kind {
    /** The annotation file cannot be read. */
    UNREADABLE(true),
    /** An id occurs twice. */
    DUPLICATE_ID(true, "of several of one id the last counts in the place of each"),
    /** An annotation's image or category does not exist. */
    UNKNOWN_ID(true, "it does not count"),
    /** A file name, width or height is missing, or leads out of the folder. */
    BAD_IMAGE_ENTRY(true),
    /** A box or area is negative. */
    NEGATIVE_BOX(true, "no detection can find it"),
    /** There are no images, no categories, or no objects to train on or to find. */
    EMPTY(true, "there is nothing to be found, and AP is -1"),
    /** An image file is missing. */
    MISSING_FILE(true),
    /** An image file is not an image that is read, or is damaged, cut short or too large. */
    CORRUPT_FILE(true),
    /** An image file has another size than its entry. */
    WRONG_SIZE(true),
    /** An image file's EXIF turns it, so that its boxes may be those of the image as shown. */
    TURNED(false),
    /** Image files that the annotation file has no entry for. */
    UNLISTED(false),
    /** The splits have different categories. */
    OTHER_CATEGORIES(true),
    /** Ids of images or categories are texts, which only an evaluation takes. */
    TEXT_IDS(true),
    /** Boxes that lie within 0 to 1: parts of the image's size, where COCO's are pixels. */
    RELATIVE_BOXES(true, "COCO's boxes are in pixels; multiply them by width and height"),
    /** An annotation has id 0, which the reference tool takes for "found by none". */
    ID_ZERO(false, "it counts as missed, and what finds it as a false positive"),
    /** An area that no mask in its box can have. */
    AREA_ABOVE_BOX(false, "areas decide which of APs, APm and APl an object counts for"),
    /** An area of 0 on a box that has an inside. */
    NO_AREA(false, "areas decide which of APs, APm and APl an object counts for"),
    /** One image has the same box of the same category twice. */
    SAME_OBJECT(false, "each must be found by a detection of its own"),
    /** Two categories have one name. */
    SAME_NAME(false, "each is averaged as a category of its own"),
    /** A box has no inside. */
    ZERO_AREA(false, "no detection can find it"),
    /** A box that is a small part of a pixel. */
    TINY_BOX(false, "hardly any detection can find it"),
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
    private final String effect;

    Kind(boolean error) {
      this(error, null);
    }

    Kind(boolean error, String effect) {
      this.error = error;
      this.effect = effect;
    }

    /** Its name in JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is an error. */
    public boolean error() {
      return error;
    }

    /** What it does to an evaluation, if it does and pycocotools is silent about it. */
    public Optional<String> effect() {
      return Optional.ofNullable(effect);
    }
  }
}
