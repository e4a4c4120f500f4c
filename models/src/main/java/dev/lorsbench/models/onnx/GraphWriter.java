package dev.lorsbench.models.onnx;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.GraphProto;
import dev.lorsbench.models.torch.Recording;
import dev.lorsbench.models.torch.Recording.Call;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes recorded calls, one after the other, as nodes. */
final class GraphWriter {
  private final Nodes nodes = new Nodes();
  private final Graph graph = new Graph(nodes);
  private final Map<NDArray, Value> values = new IdentityHashMap<>();
  private final Map<String, Operation> operations;
  private List<Value> last = List.of();

  private GraphWriter(Inputs inputs) {
    operations = operations(inputs);
  }

  private static Map<String, Operation> operations(Inputs inputs) {
    Map<String, Operation> all = new HashMap<>(ResidualOperations.all());
    all.putAll(SwinOperations.all());
    all.putAll(QueryOperations.all(inputs));
    all.putAll(SamplingOperations.all());
    all.putAll(MixingOperations.all());
    all.putAll(TransformerOperations.all(inputs));
    return all;
  }

  /**
   * The nodes and constants that the results of the last call need.
   *
   * @param weights names of the model's tensors
   * @param results names of the last call's results
   * @throws IllegalStateException naming an operation that ONNX has not been taught
   */
  static GraphProto.Builder graph(
      Recording recording, NDArray image, Map<NDArray, String> weights, List<String> results) {
    Inputs inputs = new Inputs(new Value("image"), new Value("img_shape"));
    GraphWriter writer = new GraphWriter(inputs);
    weights.forEach((tensor, name) -> writer.values.put(tensor, new Value(name)));
    writer.values.put(image, inputs.image());
    recording.calls().forEach(writer::add);
    for (int i = 0; i < results.size(); i++) {
      writer.nodes.result(results.get(i), writer.last.get(i));
    }
    return writer.nodes.graph(results);
  }

  private void add(Call call) {
    Operation operation = operations.get(call.operation());
    if (operation == null) {
      throw new IllegalStateException(call.operation() + " has no form in ONNX");
    }
    nodes.at(call.operation());
    last = operation.write(graph, new Arguments(call, values));
    for (int i = 0; i < call.results().size(); i++) {
      values.put(call.results().get(i), last.get(i));
    }
  }
}
