/** Reading JSON as a stream, strictly: every error names file, line, byte, element and field. */
package dev.lorsbench.coco.json;
