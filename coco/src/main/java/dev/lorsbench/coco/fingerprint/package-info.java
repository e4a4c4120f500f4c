/** Names a data set by what is in it. */
package dev.lorsbench.coco.fingerprint;
