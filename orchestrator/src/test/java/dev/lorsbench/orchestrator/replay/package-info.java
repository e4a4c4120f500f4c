/** Workflow code must replay the histories that earlier code recorded. */
package dev.lorsbench.orchestrator.replay;
