/** Live updates: one poller of the ledger a process, server-sent events to however many pages. */
package dev.lorsbench.dashboard.live;
