/**
 * The dashboard: what the ledger has, in a browser. {@link dev.lorsbench.dashboard.Dashboard}
 * starts it.
 */
package dev.lorsbench.dashboard;
