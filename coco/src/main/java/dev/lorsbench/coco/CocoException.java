package dev.lorsbench.coco;

/**
 * Bad COCO input, or a folder that cannot be read or written. The message is one line naming it.
 */
public final class CocoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param oneLine what is wrong and where: file, then annotation or image, then field
   */
  public CocoException(String oneLine) {
    super(oneLine);
  }

  /**
   * @param oneLine what is wrong and where
   * @param cause the failure below it
   */
  public CocoException(String oneLine, Throwable cause) {
    super(oneLine, cause);
  }
}
