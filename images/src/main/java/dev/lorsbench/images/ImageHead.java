package dev.lorsbench.images;

/**
 * What a file says of its image before anything is decoded.
 *
 * @param width stored pixels
 * @param height stored pixels
 * @param orientation how a viewer turns the stored pixels before it shows them
 */
public record ImageHead(int width, int height, Orientation orientation) {}
