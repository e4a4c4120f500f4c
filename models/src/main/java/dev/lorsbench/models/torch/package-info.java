/**
 * The only place that touches DJL's PyTorch engine: starting it, and calling the operations that
 * are written in TorchScript (the {@code .py.txt} resources of this package) with tensors.
 */
package dev.lorsbench.models.torch;
