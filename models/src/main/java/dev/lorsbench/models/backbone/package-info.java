/** Residual networks and AdaMixer's neck, by the released names. */
package dev.lorsbench.models.backbone;
