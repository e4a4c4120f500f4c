/** {@code lors bench}: times decoders and detectors, one JSON line a measurement. */
package dev.lorsbench.cli.bench;
