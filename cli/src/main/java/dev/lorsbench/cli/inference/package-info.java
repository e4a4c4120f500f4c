/** {@code lors eval} and {@code lors predict}: a trained model on a data set, or on any images. */
package dev.lorsbench.cli.inference;
