/** orchestrator. */
package dev.lorsbench.orchestrator;
