package dev.lorsbench.coco.dataset;

/**
 * One image of a data set.
 *
 * @param id as in the file
 * @param fileName relative to the split's folder
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
public record CocoImage(long id, String fileName, int width, int height) {}
