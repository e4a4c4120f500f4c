/**
 * Between Temporal, the ledger and the training loop: takes up a trial, beats while it runs, writes
 * its numbers under its attempt's fence, translates how it ended.
 */
package dev.lorsbench.workers.activities;
