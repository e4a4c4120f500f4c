/**
 * The {@code lors} command: one table of subcommands, and what happens to their failures. Each
 * subcommand lives in the package named for its thing.
 */
package dev.lorsbench.cli;
