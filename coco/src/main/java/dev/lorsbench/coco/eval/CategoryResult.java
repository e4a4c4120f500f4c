package dev.lorsbench.coco.eval;

/**
 * The figures of one category, -1 where undefined.
 *
 * @param ap over all IoU thresholds
 * @param ap50 at IoU 0.5
 * @param ap75 at IoU 0.75
 */
public record CategoryResult(long categoryId, double ap, double ap50, double ap75) {}
