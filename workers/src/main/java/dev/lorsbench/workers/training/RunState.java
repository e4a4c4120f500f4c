package dev.lorsbench.workers.training;

/**
 * Where a run stands besides its tensors: with them, all that it needs to go on with the same bits.
 *
 * @param step optimiser steps done; also the position in the data
 * @param trainSeconds of the steps so far, over all attempts
 * @param peakMib largest memory so far, over all attempts; NaN where unknown
 * @param threads native threads, which a run that goes on must keep for the same bits
 * @param best the best evaluation so far
 * @param skipped what was gone on without so far
 */
record RunState(
    long step, double trainSeconds, double peakMib, int threads, Best best, Skipped skipped) {}
