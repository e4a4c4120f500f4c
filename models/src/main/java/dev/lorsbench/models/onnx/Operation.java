package dev.lorsbench.models.onnx;

import java.util.List;

/** What one recorded operation is in ONNX's operators. */
@FunctionalInterface
interface Operation {
  /** Adds its nodes; gives its results, as many as the recorded call has. */
  List<Value> write(Graph graph, Arguments arguments);

  /** One with a single result. */
  @FunctionalInterface
  interface Single {
    /** Adds its nodes; gives its result. */
    Value write(Graph graph, Arguments arguments);
  }

  /** As an operation. */
  static Operation of(Single single) {
    return (graph, arguments) -> List.of(single.write(graph, arguments));
  }
}
