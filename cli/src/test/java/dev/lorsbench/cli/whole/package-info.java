/** Tests of the whole: real processes, a real ledger, Temporal, workers that train. */
package dev.lorsbench.cli.whole;
