/** Whether the dashboard can do its work. */
package dev.lorsbench.dashboard.health;
