/** {@code lors train}: one trial in a folder, without a server. */
package dev.lorsbench.cli.train;
