/** Temporal servers, a hand-written trainer and conditions to wait for, for tests. */
package dev.lorsbench.orchestrator.testing;
