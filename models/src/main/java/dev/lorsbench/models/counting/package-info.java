/**
 * What a detector or a classifier has and costs, by parameter, part and stage, from its
 * configuration alone: parameters, multiply-adds, and bytes kept for the backward pass. No tensor
 * is made and no native library loaded; the formulas are held to a run of the operations that was
 * watched.
 */
package dev.lorsbench.models.counting;
