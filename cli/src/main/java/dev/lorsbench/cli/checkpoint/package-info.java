/** Weights between file formats, and what a file holds beside what a model needs. */
package dev.lorsbench.cli.checkpoint;
