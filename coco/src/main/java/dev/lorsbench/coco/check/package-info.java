/** Everything that is wrong with a COCO folder, found at once instead of one error at a time. */
package dev.lorsbench.coco.check;
