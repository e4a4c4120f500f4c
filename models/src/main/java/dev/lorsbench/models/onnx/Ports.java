package dev.lorsbench.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.lorsbench.models.export.ForwardPass.Task;
import java.util.List;

/** What a graph takes and gives. */
record Ports(String graph, List<ValueInfoProto> inputs, List<ValueInfoProto> outputs) {
  /** Those of a model for that task. */
  static Ports of(Task task) {
    return task instanceof Task.Classification classifier
        ? ofClassifier(String.valueOf(classifier.size()), classifier.classes())
        : ofDetector();
  }

  private static Ports ofDetector() {
    return new Ports(
        "detector",
        List.of(
            port("image", DataType.FLOAT, "batch", "3", "height", "width"),
            port("img_shape", DataType.INT64, "batch", "2")),
        List.of(
            port("boxes", DataType.FLOAT, "batch", "detections", "4"),
            port("scores", DataType.FLOAT, "batch", "detections"),
            port("labels", DataType.INT64, "batch", "detections")));
  }

  private static Ports ofClassifier(String edge, int classes) {
    return new Ports(
        "classifier",
        List.of(port("image", DataType.FLOAT, "batch", "3", edge, edge)),
        List.of(port("logits", DataType.FLOAT, "batch", String.valueOf(classes))));
  }

  /** Names of the results. */
  List<String> results() {
    return outputs.stream().map(ValueInfoProto::getName).toList();
  }

  /** Declares them in a graph. */
  GraphProto.Builder addTo(GraphProto.Builder nodes) {
    return nodes.setName(graph).addAllInput(inputs).addAllOutput(outputs);
  }

  /** Axes are numbers, or names where their sizes are open. */
  private static ValueInfoProto port(String name, DataType type, String... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String axis : axes) {
      boolean known = Character.isDigit(axis.charAt(0));
      Dimension.Builder dimension = Dimension.newBuilder();
      shape.addDim(
          known ? dimension.setDimValue(Long.parseLong(axis)) : dimension.setDimParam(axis));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
