/**
 * LORS (CVPR 2024): a stack of L equal layers shares full-size parameters and keeps low-rank
 * private ones. Section 3.1: W_l = W_shared + W_private_l.
 *
 * <pre>
 * l, L      layer (decoder stage, transformer block), how many there are
 * LORST     static weights (section 3.3): W_l = W_shared + B_l A_l
 *             W_shared [out, in], A_l [r, in], B_l [out, r], an own bias [out] a layer; rank r
 * LORSA     generated kernels (section 3.2): M_l = M_shared(c) + sum over K of A_l E_l(c) B_l
 *             c content [N, d]; M_shared a linear layer of c shared by all l; E_l [k, k] an own one
 *             A_l [G K, rows, k], B_l [G K, k, columns]; rank k, kernel groups K, groups G
 * ρ         the rank r of LORST in the decoder's output projection; other letters as in adamixer
 * </pre>
 *
 * {@link dev.lorsbench.models.lors.LorstLinear} and {@link dev.lorsbench.models.lors.LorsaKernels}
 * are the two ideas alone, {@link dev.lorsbench.models.lors.LowRankStack} brings the first to the
 * linear layers of any stack, {@link dev.lorsbench.models.lors.LorsMixing} is both in the released
 * decoder.
 */
package dev.lorsbench.models.lors;
