package dev.lorsbench.workers.training;

/**
 * Where a run stands.
 *
 * @param phase {@code loading}, {@code training}, {@code evaluating}, {@code disk full}, {@code
 *     store away} or {@code done}
 * @param step optimiser steps done
 * @param steps optimiser steps in all
 * @param loss the last one logged, NaN before the first
 * @param imagesPerSecond since the last log, 0 before the first
 * @param etaSeconds until training ends, NaN while unknown
 * @param score the headline metric of the last evaluation, NaN before the first
 */
public record Progress(
    String phase,
    long step,
    long steps,
    double loss,
    double imagesPerSecond,
    double etaSeconds,
    double score) {}
