/** Sweeps: their list, their pages, their JSON. */
package dev.lorsbench.dashboard.sweep;
