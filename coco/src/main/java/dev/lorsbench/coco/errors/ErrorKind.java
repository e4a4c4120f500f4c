package dev.lorsbench.coco.errors;

/**
 * Why a detection is no true positive, or an object is not found. Foreground 0.5 and background 0.1
 * are TIDE's IoU thresholds; of several kinds that fit, the first in this order of tests is taken:
 * localisation, classification, duplicate, background, both.
 */
public enum ErrorKind {
  /** IoU of at least the foreground threshold with an object of another category. */
  CLASSIFICATION("Cls"),
  /** IoU between the thresholds with an object of its own category. */
  LOCALISATION("Loc"),
  /** Neither the category nor the place is right: what no other kind explains. */
  BOTH("Both"),
  /** It would be right, had not a higher-scoring detection taken the object. */
  DUPLICATE("Dupe"),
  /** IoU of at most the background threshold with any object. */
  BACKGROUND("Bkg"),
  /** An object that no detection takes, and that no classification or localisation fix finds. */
  MISSED("Miss");

  private final String abbreviation;

  ErrorKind(String abbreviation) {
    this.abbreviation = abbreviation;
  }

  /** As TIDE's tables have it. */
  public String abbreviation() {
    return abbreviation;
  }
}
