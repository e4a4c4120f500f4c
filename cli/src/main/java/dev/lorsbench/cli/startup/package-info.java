/** What makes the next start fast. */
package dev.lorsbench.cli.startup;
