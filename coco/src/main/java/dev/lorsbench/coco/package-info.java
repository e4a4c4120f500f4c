/**
 * COCO data sets for the JVM: strict reading, generation of shapes, fingerprints, and a box
 * evaluator with pycocotools' bits. A library by itself: JDK and Jackson streaming only.
 */
package dev.lorsbench.coco;
