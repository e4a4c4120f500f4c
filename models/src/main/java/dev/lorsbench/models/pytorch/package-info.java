/**
 * PyTorch's own checkpoint files, both ways: {@link dev.lorsbench.models.pytorch.Checkpoint} reads
 * any file of named tensors, {@link dev.lorsbench.models.pytorch.TorchFile} writes one that {@code
 * torch.load(weights_only=True)} opens. A pickle is read by a small machine that knows tensors,
 * numbers, texts and containers, and refuses every other class by name; no code of a file ever
 * runs.
 */
package dev.lorsbench.models.pytorch;
