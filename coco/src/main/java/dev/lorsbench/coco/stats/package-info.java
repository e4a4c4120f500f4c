/** What a data set holds: how many objects of which category and size. */
package dev.lorsbench.coco.stats;
