package dev.lorsbench.coco.dataset;

/**
 * One object. The box is xywh: left, top, width, height in pixels of the whole image.
 *
 * @param id as in the file
 * @param image index into {@link CocoDataset#images()}
 * @param category index into {@link CocoDataset#categories()}, the class that a model predicts
 * @param width pixels, 0 or more
 * @param height pixels, 0 or more
 * @param area the object's own area in square pixels, which may be less than width x height
 * @param crowd a group of objects in one box: matched softly, never trained on
 */
public record CocoAnnotation(
    long id,
    int image,
    int category,
    double x,
    double y,
    double width,
    double height,
    double area,
    boolean crowd) {

  /** Whether a model can learn from it: not a crowd, and a box with an inside. */
  public boolean trainable() {
    return !crowd && width > 0 && height > 0;
  }
}
