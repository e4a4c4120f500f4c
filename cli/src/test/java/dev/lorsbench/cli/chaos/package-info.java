/**
 * A whole platform of real processes, broken in every way that a test can, and checked afterwards.
 */
package dev.lorsbench.cli.chaos;
