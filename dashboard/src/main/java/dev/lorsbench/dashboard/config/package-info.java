/** A trial's configuration as people read and copy it. */
package dev.lorsbench.dashboard.config;
