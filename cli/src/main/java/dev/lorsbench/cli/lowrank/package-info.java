/** {@code lors merge} and {@code lors compress}: from LORS to plain weights, and back. */
package dev.lorsbench.cli.lowrank;
