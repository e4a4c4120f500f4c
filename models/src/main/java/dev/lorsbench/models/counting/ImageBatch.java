package dev.lorsbench.models.counting;

/**
 * What a detector is run on.
 *
 * @param images B
 * @param height pixels
 * @param width pixels
 */
public record ImageBatch(int images, int height, int width) {
  public ImageBatch {
    require("images", images, 1 << 16);
    require("height", height, 1 << 16);
    require("width", width, 1 << 16);
  }

  private static void require(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed is 1 to " + most);
    }
  }
}
