/** What a terminal shows: styles, tables, lines that are redrawn in place, durations. */
package dev.lorsbench.cli.terminal;
