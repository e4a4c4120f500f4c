/** coco. */
package dev.lorsbench.coco;
