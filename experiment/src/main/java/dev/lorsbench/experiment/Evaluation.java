package dev.lorsbench.experiment;

/**
 * COCO box metrics of one evaluation on the validation split; -1 where undefined, as pycocotools
 * has it.
 *
 * @param step optimiser steps done
 * @param ap mean over IoU 0.50:0.95, in [0, 1] or -1
 * @param seconds wall time of the evaluation
 */
public record Evaluation(
    long step,
    double ap,
    double ap50,
    double ap75,
    double apSmall,
    double apMedium,
    double apLarge,
    double seconds) {}
