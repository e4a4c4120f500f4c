/** What every answer has in common: guarding headers, same-origin posts, one-line errors. */
package dev.lorsbench.dashboard.http;
