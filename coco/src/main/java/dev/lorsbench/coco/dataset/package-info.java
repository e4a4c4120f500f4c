/** COCO instances files and the folders that hold them, read strictly, for training. */
package dev.lorsbench.coco.dataset;
