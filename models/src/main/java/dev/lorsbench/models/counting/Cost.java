package dev.lorsbench.models.counting;

/**
 * What something costs.
 *
 * @param trainable parameters that training changes
 * @param frozen parameters that stay
 * @param buffers elements of running statistics
 * @param multiplyAdds of products and interpolations in one forward pass of the batch; an operation
 *     on single elements (norms, activations, softmax, boxes) is not counted, as in other counters
 * @param kept bytes that the forward pass keeps for the backward pass, parameters left out; the
 *     losses' own, and what lives for the length of one operation, come on top
 */
public record Cost(long trainable, long frozen, long buffers, long multiplyAdds, long kept) {
  /** Nothing. */
  public static final Cost ZERO = new Cost(0, 0, 0, 0, 0);

  private static final long FLOAT = 4;

  /** Both together. */
  public Cost plus(Cost other) {
    return new Cost(
        trainable + other.trainable,
        frozen + other.frozen,
        buffers + other.buffers,
        multiplyAdds + other.multiplyAdds,
        kept + other.kept);
  }

  /** All parameters. */
  public long parameters() {
    return trainable + frozen;
  }

  /** Bytes of parameters and running statistics. */
  public long weightBytes() {
    return FLOAT * (trainable + frozen + buffers);
  }

  /** Bytes of the gradient. */
  public long gradientBytes() {
    return FLOAT * trainable;
  }

  /** Bytes of AdamW's two moments. */
  public long optimiserBytes() {
    return 2 * FLOAT * trainable;
  }

  /** Bytes of weights, gradient, optimiser and what is kept: a training step's memory. */
  public long trainingBytes() {
    return weightBytes() + gradientBytes() + optimiserBytes() + kept;
  }
}
