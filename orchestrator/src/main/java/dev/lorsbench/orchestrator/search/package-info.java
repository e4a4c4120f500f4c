/**
 * Searches: which trials of a sweep are drawn, learnt and ended early. All of it is a function of
 * the sweep's file and of results; nothing here knows Temporal but the activity.
 */
package dev.lorsbench.orchestrator.search;
