/** One trial: its page, its JSON, its curves. */
package dev.lorsbench.dashboard.trial;
