package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;

/**
 * What one decoder stage says.
 *
 * @param clsScore class logits [B, N, K]
 * @param xyzr refined boxes [B, N, 4]
 * @param boxes the same as corners xyxy in pixels [B, N, 4]
 * @param content query contents [B, N, d] for the next stage
 */
public record StageOutput(NDArray clsScore, NDArray xyzr, NDArray boxes, NDArray content) {}
