/**
 * LORS (CVPR 2024): a stack's layers share full-size parameters and keep low-rank private ones.
 *
 * <p>k rank of LORSA, K kernel groups, ρ rank of LORST; other letters as in {@code adamixer}.
 */
package dev.lorsbench.models.lors;
