package dev.lorsbench.models.loss;

/** A matching cost is NaN or infinite: the model has diverged. */
public final class NonFiniteCostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteCostException(int stage, int image, Throwable cause) {
    super(
        "no loss parts and no gradient norm, since nothing could be matched: stage %d, image %d: %s"
            .formatted(stage, image, cause.getMessage()),
        cause);
  }
}
