/** Writing files so that a reader sees the old one or the new one, and never half of one. */
package dev.lorsbench.coco.files;
