/**
 * Residual networks, Swin transformers and AdaMixer's neck, by the released names.
 *
 * <p>Letters: B images, H and W cells of a map, C channels.
 */
package dev.lorsbench.models.backbone;
