/** {@code lors cocoeval}: the COCO box evaluator on two files. */
package dev.lorsbench.cli.evaluation;
