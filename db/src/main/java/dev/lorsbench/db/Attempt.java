package dev.lorsbench.db;

/**
 * The right to write a trial's results.
 *
 * @param trial the trial's id
 * @param fence grows with every attempt at the trial; the highest one holds the right
 */
public record Attempt(String trial, long fence) {}
