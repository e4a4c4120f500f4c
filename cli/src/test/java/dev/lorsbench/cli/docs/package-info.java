/** Holds what the documents show: every command in them runs, or says beside it why not. */
package dev.lorsbench.cli.docs;
