/**
 * {@code lors backup} and {@code lors restore}: the whole ledger and the checkpoints that it points
 * to, in one file.
 */
package dev.lorsbench.cli.backup;
