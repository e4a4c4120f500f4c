/** A set of val2017's size that is made, not stored: for golden numbers and for measuring. */
package dev.lorsbench.coco.largeset;
