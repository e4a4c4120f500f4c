package dev.lorsbench.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes and constants of a graph that is being written, in the order of their making. */
final class Nodes {
  private final List<NodeProto> nodes = new ArrayList<>();

  /** By what they hold, so that equal ones are one. */
  private final Map<TensorProto, Value> constants = new LinkedHashMap<>();

  private String place = "";

  /** Names of nodes to come begin with {@code place}, which says what they are part of. */
  void at(String place) {
    this.place = place;
  }

  /** Adds a node with so many results. */
  List<Value> add(
      String operator, List<AttributeProto> attributes, int results, List<Value> inputs) {
    String name = "%s/%s_%d".formatted(place, operator, nodes.size());
    NodeProto.Builder node =
        NodeProto.newBuilder().setName(name).setOpType(operator).addAllAttribute(attributes);
    inputs.forEach(input -> node.addInput(input.name()));
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      made.add(new Value(i == 0 ? name : name + ":" + i));
      node.addOutput(made.get(i).name());
    }
    nodes.add(node.build());
    return made;
  }

  /** Gives a tensor a name of its own, as a result of the graph. */
  void result(String name, Value value) {
    nodes.add(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType("Identity")
            .addInput(value.name())
            .addOutput(name)
            .build());
  }

  /** A constant of elements in little-endian order. */
  Value constant(TensorProto.DataType type, ByteString data, long... dimensions) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDataType(type.getNumber()).setRawData(data);
    Arrays.stream(dimensions).forEach(tensor::addDims);
    return constants.computeIfAbsent(
        tensor.build(), key -> new Value("constant_" + constants.size()));
  }

  /** What {@code results} need, and no other node or constant. */
  GraphProto.Builder graph(Collection<String> results) {
    Set<String> needed = new HashSet<>(results);
    Deque<NodeProto> kept = new ArrayDeque<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        kept.addFirst(node);
        needed.addAll(node.getInputList());
      }
    }
    GraphProto.Builder graph = GraphProto.newBuilder().addAllNode(kept);
    constants.forEach(
        (tensor, value) -> {
          if (needed.contains(value.name())) {
            graph.addInitializer(tensor.toBuilder().setName(value.name()));
          }
        });
    return graph;
  }
}
