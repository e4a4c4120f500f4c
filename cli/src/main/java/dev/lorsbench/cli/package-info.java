/** cli. */
package dev.lorsbench.cli;
