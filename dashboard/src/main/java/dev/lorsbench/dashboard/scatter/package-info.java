/**
 * The chart of decoder parameters against AP, drawn on the server as SVG: it needs no script, is
 * read by keyboard and screen reader, takes its colours from the page's theme, and is swapped like
 * any row.
 */
package dev.lorsbench.dashboard.scatter;
