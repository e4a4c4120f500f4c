package dev.lorsbench.models.optim;

/** A training step whose loss or gradient is NaN or infinite; the weights were not changed. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(StepResult result) {
    super(
        "loss %s, gradient norm %s, parts %s"
            .formatted(result.loss(), result.gradientNorm(), result.parts()));
  }
}
