/** Programs that measure the COCO evaluator; {@code benchmarks/coco.sh} runs them. */
package dev.lorsbench.benchmarks;
