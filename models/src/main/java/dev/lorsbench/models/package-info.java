/**
 * Detectors on DJL's PyTorch: {@link dev.lorsbench.models.Detector} is backbone, neck and decoder;
 * {@code optim.TrainStep} trains one, {@code detect.Detections} reads what it finds. Knows nothing
 * of servers, ledgers or data sets.
 */
package dev.lorsbench.models;
