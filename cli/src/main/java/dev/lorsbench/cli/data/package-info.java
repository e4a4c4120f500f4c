/** {@code lors data}: looking at data sets before anything is trained on them. */
package dev.lorsbench.cli.data;
