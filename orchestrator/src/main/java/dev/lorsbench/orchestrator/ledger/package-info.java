/** What workflows ask of the ledger and write to it. */
package dev.lorsbench.orchestrator.ledger;
