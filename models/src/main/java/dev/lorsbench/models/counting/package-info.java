/**
 * How many parameters a detector has, by parameter and by part, from its configuration alone: no
 * tensor is made and no native library loaded.
 */
package dev.lorsbench.models.counting;
