/**
 * The commands on sweeps and trials: submit, watch, compare, steer. All they list is the ledger's.
 */
package dev.lorsbench.cli.sweep;
