/** AdamW with clipping by the gradient's norm, and one whole training step. */
package dev.lorsbench.models.optim;
