package dev.lorsbench.coco.breakdown;

/**
 * One part of a breakdown.
 *
 * @param label {@code 32-64}
 * @param images how many images hold objects of this part
 * @param objects how many objects, crowds left out
 * @param ap over all IoU thresholds, in [0, 1]; -1 without objects
 */
public record Slice(String label, int images, int objects, double ap) {}
