/** From a detector and a validation split to COCO's box metrics. */
package dev.lorsbench.workers.evaluation;
