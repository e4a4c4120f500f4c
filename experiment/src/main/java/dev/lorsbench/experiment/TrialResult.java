package dev.lorsbench.experiment;

/**
 * What a finished trial is compared by.
 *
 * @param decoderParameters all tensors of the decoder; queries, neck and backbone are not counted
 * @param trainSeconds wall time of training steps over all attempts, evaluation left out
 * @param peakMib largest resident memory of the worker process, MiB
 */
public record TrialResult(
    long steps,
    long decoderParameters,
    double ap,
    double ap50,
    double ap75,
    double trainSeconds,
    double peakMib) {}
