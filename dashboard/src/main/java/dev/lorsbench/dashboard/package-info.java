/** dashboard. */
package dev.lorsbench.dashboard;
