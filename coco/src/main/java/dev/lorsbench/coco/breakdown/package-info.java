/** Average precision by what an image or object is like: its size, how crowded it is. */
package dev.lorsbench.coco.breakdown;
