package dev.lorsbench.coco.stats;

/**
 * How often a category occurs.
 *
 * @param objects crowds left out
 * @param images with at least one of them
 */
public record CategoryCount(long id, String name, int objects, int images) {}
