package dev.lorsbench.models.weights;

import ai.djl.ndarray.NDArray;

/**
 * One named tensor of a model.
 *
 * @param name the released code's name
 * @param tensor its values, on the model's device
 * @param kind what training does to it
 */
public record Weight(String name, NDArray tensor, Kind kind) {
  /** What training does to a tensor. */
  public enum Kind {
    /** The optimiser changes it. */
    TRAINABLE,
    /** A parameter that stays as it is. */
    FROZEN,
    /** Not a parameter: running statistics. */
    BUFFER
  }

  /** Whether the optimiser changes it. */
  public boolean trainable() {
    return kind == Kind.TRAINABLE;
  }

  /** Whether it is running statistics and not a parameter. */
  public boolean buffer() {
    return kind == Kind.BUFFER;
  }

  /** Its dimensions. */
  public long[] shape() {
    return tensor.getShape().getShape();
  }

  /** How many elements it has. */
  public long size() {
    return tensor.getShape().size();
  }

  /** A copy of its values on the host, row-major. */
  public float[] values() {
    return tensor.toFloatArray();
  }
}
