package dev.lorsbench.coco.json;

/** Says that a file has something that {@link PlainScanner} leaves to {@link JsonCursor}. */
public final class NotPlain extends Exception {
  private static final long serialVersionUID = 1L;

  /** One for all: it carries nothing, and is made where speed counts. */
  static final NotPlain HERE = new NotPlain();

  private NotPlain() {
    super("not plain", null, false, false);
  }
}
