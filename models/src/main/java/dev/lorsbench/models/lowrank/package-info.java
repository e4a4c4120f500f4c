/**
 * Between a trained stack of full weights and LORS: merging makes plain weights of shared and
 * low-rank parts, the same function to rounding; compression fits shared and low-rank parts to
 * plain weights.
 *
 * <pre>
 * merging      W_l = W_shared + B_l A_l
 *              generator_l = common generator + sum over K of A_l E_l B_l, for each entry of the content
 * compression  W_shared  mean of W_l, then alternately the mean of W_l - B_l A_l
 *              B_l A_l   truncated SVD of W_l - W_shared, rank r
 *              generators: common = mean; A_l, E_l, B_l the truncated higher-order SVD of the residual
 * </pre>
 */
package dev.lorsbench.models.lowrank;
