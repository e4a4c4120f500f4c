/**
 * A generated COCO-format set of shapes on textured backgrounds: a task that a small detector
 * learns in minutes, without a download. Every pixel and box is a function of the seed and the
 * index.
 */
package dev.lorsbench.coco.shapes;
