/**
 * AdaMixer's decoder (CVPR 2022), one class an equation.
 *
 * <p>Letters: B images, N queries, d content_dim, G n_groups, P in_points, O out_points, C = d / G
 * channels of a group, L feature levels, K classes. Boxes are xyzr: centre in pixels, z = log2
 * sqrt(w h), r = log2(h / w).
 */
package dev.lorsbench.models.adamixer;
