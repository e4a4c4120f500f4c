/**
 * COCO's box evaluation with the bits of pycocotools 2.0.11. Start at {@link
 * dev.lorsbench.coco.eval.CocoEvaluator}.
 */
package dev.lorsbench.coco.eval;
