package dev.lorsbench.models.onnx;

/** A tensor of the graph, by its name in the file. */
record Value(String name) {}
