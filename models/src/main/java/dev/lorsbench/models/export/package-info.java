/**
 * Models as programs of their own, which run without this project: the operations of one forward
 * pass are recorded and written down as TorchScript beside their weights. Their ONNX form is in
 * {@link dev.lorsbench.models.onnx}.
 */
package dev.lorsbench.models.export;
