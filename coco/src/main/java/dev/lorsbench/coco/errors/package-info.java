/**
 * What a detector's average precision is lost to, by the definitions of TIDE (Bolya, Foley, Hays,
 * Hoffman: TIDE: A General Toolbox for Identifying Object Detection Errors, ECCV 2020, arXiv
 * 2008.08115). Start at {@link dev.lorsbench.coco.errors.ErrorAnalysis}.
 */
package dev.lorsbench.coco.errors;
