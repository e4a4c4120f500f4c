package dev.lorsbench.models.optim;

import java.util.Map;

/**
 * What one training step says.
 *
 * @param loss the total
 * @param gradientNorm the gradient's 2-norm before clipping
 * @param parts {@code stageS_loss_cls|bbox|iou}
 */
public record StepResult(float loss, float gradientNorm, Map<String, Float> parts) {
  /** Whether the step changed the weights: neither loss nor gradient is NaN or infinite. */
  public boolean finite() {
    return Float.isFinite(loss) && Float.isFinite(gradientNorm);
  }

  /**
   * This.
   *
   * @throws DivergedException where it is not {@link #finite()}
   */
  public StepResult requireFinite() {
    if (!finite()) {
      throw new DivergedException(this);
    }
    return this;
  }
}
