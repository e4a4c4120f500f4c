package dev.lorsbench.db;

/**
 * A trial of a sweep that has not ended.
 *
 * @param queue the task queue of the workers that it needs
 */
public record OpenTrial(String id, String queue) {}
