/**
 * Other layouts of data sets turned into COCO folders. Boxes in COCO are xywh: left, top, width,
 * height in pixels, the left upper corner of the image at 0, 0.
 */
package dev.lorsbench.coco.convert;
