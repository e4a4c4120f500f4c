/** {@code lors bench}: times decoders, steps and the way of images, beside the yardstick's. */
package dev.lorsbench.cli.bench;
