package dev.lorsbench.coco.dataset;

/**
 * One category of a data set.
 *
 * @param id as in the file; ids may have gaps
 */
public record CocoCategory(long id, String name) {}
