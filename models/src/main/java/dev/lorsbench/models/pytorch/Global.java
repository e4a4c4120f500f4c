package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.Float8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A class or function that a pickle may name. Naming one never loads anything: each stands for a
 * few lines here.
 *
 * @param name with its module
 */
record Global(String name) {
  private static final String ALLOWED =
      "; a checkpoint may hold tensors, numbers, texts, lists and dicts alone";

  /** What a call gives. */
  private interface Call {
    Object of(List<Object> arguments, Unpickler machine) throws CheckpointException;
  }

  private static final Map<String, Call> CALLS =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", Global::map),
          Map.entry("collections.Counter", Global::map),
          Map.entry("torch.Size", Global::size),
          Map.entry("torch._utils._rebuild_tensor", Rebuild::oldTensor),
          Map.entry("torch._utils._rebuild_tensor_v2", Rebuild::tensor),
          Map.entry("torch._utils._rebuild_tensor_v3", Rebuild::typedTensor),
          Map.entry("torch._utils._rebuild_parameter", Rebuild::parameter),
          Map.entry("torch._utils._rebuild_parameter_with_state", Rebuild::parameterWithState));

  /** Classes of what stands beside tensors in released checkpoints: read over, never made. */
  private static final Set<String> IGNORED =
      Set.of(
          "builtins.set",
          "builtins.frozenset",
          "__builtin__.set",
          "__builtin__.frozenset",
          "_codecs.encode",
          "mmengine.logging.history_buffer.HistoryBuffer",
          "numpy.dtype",
          "numpy.ndarray",
          "numpy.core.multiarray.scalar",
          "numpy.core.multiarray._reconstruct",
          "numpy._core.multiarray.scalar",
          "numpy._core.multiarray._reconstruct",
          "torch.device",
          "torch.serialization._get_layout");

  /** Element types that PyTorch writes by name. */
  static final Map<String, ElementType> ELEMENTS =
      Map.ofEntries(
          Map.entry("torch.float64", ElementType.F64),
          Map.entry("torch.float32", ElementType.F32),
          Map.entry("torch.float16", ElementType.F16),
          Map.entry("torch.bfloat16", ElementType.BF16),
          Map.entry("torch.int64", ElementType.I64),
          Map.entry("torch.int32", ElementType.I32),
          Map.entry("torch.int16", ElementType.I16),
          Map.entry("torch.int8", ElementType.I8),
          Map.entry("torch.uint64", ElementType.U64),
          Map.entry("torch.uint32", ElementType.U32),
          Map.entry("torch.uint16", ElementType.U16),
          Map.entry("torch.uint8", ElementType.U8),
          Map.entry("torch.bool", ElementType.BOOL));

  /** The class of that name; refused by name where it is not on the list. */
  static Global of(String name, Unpickler machine) throws CheckpointException {
    boolean allowed =
        CALLS.containsKey(name)
            || IGNORED.contains(name)
            || ELEMENTS.containsKey(name)
            || Float8.ofTorch(name).isPresent()
            || Storage.CLASSES.containsKey(name);
    if (!allowed) {
      throw new CheckpointException(name + " is not allowed" + ALLOWED);
    }
    return new Global(name);
  }

  Object call(List<Object> arguments, Unpickler machine) throws CheckpointException {
    if (IGNORED.contains(name)) {
      return Nothing.IGNORED;
    }
    Call call = CALLS.get(name);
    machine.require(call != null, "calls " + name + ", which is no function,");
    return call.of(arguments, machine);
  }

  /** A dict, from nothing or from a list of pairs. */
  private static Object map(List<Object> arguments, Unpickler machine) throws CheckpointException {
    machine.push(new LinkedHashMap<>());
    if (!arguments.isEmpty()) {
      machine.set(flat(arguments.get(0), machine));
    }
    return machine.pop();
  }

  /** Keys and values in turn. */
  private static List<Object> flat(Object given, Unpickler machine) throws CheckpointException {
    List<Object> flat = new ArrayList<>();
    if (given instanceof Map<?, ?> map) {
      machine.count(map.size());
      map.forEach((key, value) -> flat.addAll(List.of(key, value)));
      return flat;
    }
    machine.require(given instanceof List, "makes a dict of what is no list");
    machine.count(((List<?>) given).size());
    for (Object pair : (List<?>) given) {
      List<?> two = pair instanceof Tuple tuple ? tuple.items() : List.of();
      two = pair instanceof List<?> list ? list : two;
      machine.require(two.size() == 2, "makes a dict of what are no pairs");
      flat.addAll(two);
    }
    return flat;
  }

  private static Object size(List<Object> arguments, Unpickler machine) {
    boolean one = arguments.size() == 1 && arguments.get(0) instanceof Tuple;
    return one ? arguments.get(0) : new Tuple(arguments);
  }
}
