package dev.lorsbench.models.onnx;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Recording.Call;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a recorded call, as tensors of the graph.
 *
 * @param values what each recorded tensor is in the graph
 */
record Arguments(Call call, Map<NDArray, Value> values) {
  /** The tensor at a place. */
  Value tensor(int at) {
    return value((NDArray) call.arguments().get(at));
  }

  /** The tensors of the list at a place. */
  List<Value> tensors(int at) {
    return list(at).stream().map(tensor -> value((NDArray) tensor)).toList();
  }

  /** A size of the tensor at a place; of B, H and W that of the recorded run alone. */
  long size(int at, int axis) {
    return ((NDArray) call.arguments().get(at)).getShape().get(axis);
  }

  /** A size of a tensor of the list at a place. */
  long size(int at, int item, int axis) {
    return ((NDArray) list(at).get(item)).getShape().get(axis);
  }

  /** How many tensors the list at a place has. */
  int count(int at) {
    return list(at).size();
  }

  /** The whole number at a place. */
  int whole(int at) {
    return Math.toIntExact(((Number) call.arguments().get(at)).longValue());
  }

  /** The whole numbers at a place. */
  long[] wholes(int at) {
    return (long[]) call.arguments().get(at);
  }

  private List<?> list(int at) {
    return (List<?>) call.arguments().get(at);
  }

  private Value value(NDArray tensor) {
    Value value = values.get(tensor);
    if (value == null) {
      throw new IllegalStateException(call.operation() + " reads a tensor that no operation made");
    }
    return value;
  }
}
