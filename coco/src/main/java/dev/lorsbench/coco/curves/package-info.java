/** Precision-recall curves of an evaluation as JSON, for pages that draw them. */
package dev.lorsbench.coco.curves;
