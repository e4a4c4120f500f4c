package dev.lorsbench.models.onnx;

/**
 * What a graph is given.
 *
 * @param image normalised pixels [B, 3, H, W]
 * @param sizes height and width of each image without padding, int64 [B, 2]
 */
record Inputs(Value image, Value sizes) {
  /** B, int64 [1]. */
  Value count(Graph g) {
    return g.shape(image, 0, 1);
  }
}
