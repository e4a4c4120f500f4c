/** The leaderboard: its query, its page and its JSON. */
package dev.lorsbench.dashboard.leaderboard;
