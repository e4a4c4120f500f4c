/**
 * {@code lors verify}: runs golden cases (numbers that the released code printed) through this
 * project's models and evaluator, and shows how far each result is from them. {@link
 * dev.lorsbench.cli.verify.Kinds} is the table of all kinds of cases.
 */
package dev.lorsbench.cli.verify;
