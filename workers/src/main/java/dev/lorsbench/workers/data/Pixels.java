package dev.lorsbench.workers.data;

/**
 * A decoded image.
 *
 * @param rgb red, green, blue of each pixel, row by row, {@code 3 * width * height} bytes
 */
record Pixels(int width, int height, byte[] rgb) {}
