package dev.lorsbench.models.loss;

/** A matching cost is NaN or infinite: the model has diverged. */
public final class NonFiniteCostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteCostException(int stage, int image, Throwable cause) {
    super("stage " + stage + ", image " + image + ": " + cause.getMessage(), cause);
  }
}
