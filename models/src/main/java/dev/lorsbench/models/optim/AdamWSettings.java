package dev.lorsbench.models.optim;

/**
 * AdamW's constants (Loshchilov and Hutter, 2019).
 *
 * @param beta1 decay of the gradient's running mean
 * @param beta2 decay of its square's running mean
 * @param epsilon added to the square root
 * @param weightDecay decoupled decay, multiplied by the learning rate
 * @param clipNorm largest 2-norm of the whole gradient; 0 is no clipping
 */
public record AdamWSettings(
    double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {
  /** PyTorch's betas and epsilon. */
  public static AdamWSettings of(double weightDecay, double clipNorm) {
    return new AdamWSettings(0.9, 0.999, 1e-8, weightDecay, clipNorm);
  }
}
