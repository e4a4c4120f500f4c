/** {@code lors demo}: the whole way from generated images to a table, on real parts. */
package dev.lorsbench.cli.demo;
