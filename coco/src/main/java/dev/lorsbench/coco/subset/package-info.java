/** Smaller data sets that keep what matters of a larger one. */
package dev.lorsbench.coco.subset;
