/**
 * What a worker does with a trial: {@code data} feeds images, {@code training} runs the loop,
 * {@code evaluation} measures AP, {@code activities} ties these to Temporal and the ledger, {@code
 * process} is the worker as a process of its own.
 */
package dev.lorsbench.workers;
