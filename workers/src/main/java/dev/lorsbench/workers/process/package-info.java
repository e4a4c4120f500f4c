/**
 * The worker as a process of its own, and the supervisor that keeps such processes running: a
 * native crash or exhausted memory takes one trial's attempt with it, no more.
 */
package dev.lorsbench.workers.process;
