/** From the last stage's output to detections on the host. */
package dev.lorsbench.models.detect;
