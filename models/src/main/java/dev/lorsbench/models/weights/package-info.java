/** Named tensors of a model, by the released code's names, and how they begin. */
package dev.lorsbench.models.weights;
