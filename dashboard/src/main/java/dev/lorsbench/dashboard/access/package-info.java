/**
 * Who is served: by which names, with which key, for how long. It stands before every handler, the
 * server's own answers to what it cannot read among them.
 */
package dev.lorsbench.dashboard.access;
