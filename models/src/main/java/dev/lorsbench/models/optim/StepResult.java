package dev.lorsbench.models.optim;

import java.util.Map;

/**
 * What one training step says.
 *
 * @param loss the total
 * @param gradientNorm the gradient's 2-norm before clipping
 * @param parts {@code stageS_loss_cls|bbox|iou}
 */
public record StepResult(float loss, float gradientNorm, Map<String, Float> parts) {}
