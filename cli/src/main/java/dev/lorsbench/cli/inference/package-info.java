/**
 * {@code lors eval} and {@code lors predict}: a trained detector on a data set, or on any images.
 */
package dev.lorsbench.cli.inference;
