/**
 * Models as ONNX graphs: what each recorded operation is in ONNX's operators (opset 17), and the
 * file they are written into with their weights.
 *
 * <p>Letters as in the models: B images, N queries, d channels of a content, G groups, P and O
 * points before and after mixing, C channels of a group, L levels, H and W cells of a map. B, H and
 * W are open in the graph, every other size is fixed by the weights.
 */
package dev.lorsbench.models.onnx;
