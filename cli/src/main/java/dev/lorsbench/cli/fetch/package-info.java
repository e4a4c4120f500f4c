/** {@code lors data fetch}: downloads that go on where they stopped, are checked, then unpacked. */
package dev.lorsbench.cli.fetch;
