package dev.lorsbench.models.lowrank;

/**
 * How far a fitted layer is from the one that it stands for.
 *
 * @param layer its name in the full model
 * @param rank of its private part
 * @param relativeError |W - fitted| / |W| in the 2-norm
 */
public record LayerError(String layer, int rank, double relativeError) {}
