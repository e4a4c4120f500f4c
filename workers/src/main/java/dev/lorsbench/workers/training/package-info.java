/**
 * The training loop and what it needs: schedule, checkpoints, metrics, a run's folder. Knows
 * nothing of Temporal or databases: {@code lors train} runs it without a server.
 */
package dev.lorsbench.workers.training;
