/**
 * The same steps taken by several processes, each with a share of the batch: gradients are summed
 * over memory that the processes share. For CPUs of one machine.
 */
package dev.lorsbench.models.parallel;
