/**
 * Vision transformers (ViT, ICLR 2021; DeiT-Tiny, ICML 2021) by timm's names, with plain layers or
 * with those of LORS.
 *
 * <pre>
 * B images, n patches, d channels of a token, h heads, L blocks
 * z_0    = [class; patches] + positions                    [B, 1 + n, d]
 * z'_l   = z_{l-1} + proj(softmax(q k' / sqrt(d / h)) v)   q, k, v = qkv(LN(z_{l-1}))
 * z_l    = z'_l + fc2(GELU(fc1(LN(z'_l))))
 * scores = head(LN(z_L)[class])                            [B, classes]
 * </pre>
 */
package dev.lorsbench.models.transformer;
