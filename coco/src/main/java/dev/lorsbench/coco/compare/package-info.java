/**
 * Two sets of detections against each other: a paired bootstrap over images that matches once and
 * resamples the matches. Start at {@link dev.lorsbench.coco.compare.PairedBootstrap}.
 */
package dev.lorsbench.coco.compare;
