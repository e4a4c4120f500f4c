/**
 * From a COCO folder to batches of normalised pixels and boxes. Which images a batch holds and how
 * they are changed are pure functions of seed, step and index.
 */
package dev.lorsbench.workers.data;
