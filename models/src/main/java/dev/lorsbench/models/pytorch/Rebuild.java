package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.Float8;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PyTorch's own functions that a pickle calls: they make tensors of storages. */
final class Rebuild {
  private static final long LARGEST = 1L << 48;

  private Rebuild() {}

  /** {@code ('storage', class, key, device, count[, view])}, a storage by reference. */
  static Storage storage(Object reference, Unpickler machine) throws CheckpointException {
    boolean form =
        reference instanceof Tuple tuple
            && (tuple.size() == 5 || tuple.size() == 6)
            && "storage".equals(tuple.get(0))
            && tuple.get(1) instanceof Global
            && tuple.get(2) instanceof String
            && tuple.get(3) instanceof String;
    machine.require(form, "refers to what is no storage");
    Tuple fields = (Tuple) reference;
    machine.require(!"meta".equals(fields.get(3)), "has a storage without values (device meta)");
    String name = ((Global) fields.get(1)).name();
    ElementType type = Storage.CLASSES.get(name);
    machine.require(type != null, "has a storage of class " + name);
    long count = size(fields.get(4), machine);
    if (fields.size() == 6 && fields.get(5) != Nothing.NONE) {
      machine.require(fields.get(5) instanceof Tuple, "has a view of a storage that is none");
      Tuple view = (Tuple) fields.get(5);
      machine.require(view.size() == 3, "has a view of a storage that is none");
      long offset = size(view.get(1), machine);
      long part = size(view.get(2), machine);
      machine.require(offset + part <= count, "has a view beyond its storage");
      return new Storage(type, (String) fields.get(2), offset, part);
    }
    return new Storage(type, (String) fields.get(2), 0, count);
  }

  /** {@code (storage, offset, shape, strides)}. */
  static TensorView oldTensor(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    requireCount(arguments, 4, 4, machine);
    Storage storage = storage(arguments, machine);
    return view(storage, storage.type(), Meaning.PLAIN, arguments, machine);
  }

  /** {@code (storage, offset, shape, strides, gradient, hooks[, metadata])}. */
  static TensorView tensor(List<Object> arguments, Unpickler machine) throws CheckpointException {
    requireCount(arguments, 6, 7, machine);
    requireGradient(arguments, 4, machine);
    Storage storage = storage(arguments, machine);
    Meaning meaning = meaning(Meaning.PLAIN, storage.type(), arguments, 6, machine);
    return view(storage, storage.type(), meaning, arguments, machine);
  }

  /** {@code (storage, offset, shape, strides, gradient, hooks, element type[, metadata])}. */
  static TensorView typedTensor(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    requireCount(arguments, 7, 8, machine);
    requireGradient(arguments, 4, machine);
    Storage storage = storage(arguments, machine);
    machine.require(arguments.get(6) instanceof Global, "makes a tensor without a type");
    String name = ((Global) arguments.get(6)).name();
    Optional<Float8> narrow = Float8.ofTorch(name);
    ElementType type = narrow.isPresent() ? ElementType.U8 : Global.ELEMENTS.get(name);
    machine.require(type != null, "has a tensor of type " + name);
    Meaning meaning = narrow.map(Meaning::of).orElse(Meaning.PLAIN);
    return view(storage, type, meaning(meaning, type, arguments, 7, machine), arguments, machine);
  }

  private static void requireCount(List<Object> arguments, int least, int most, Unpickler machine)
      throws CheckpointException {
    boolean fits = arguments.size() >= least && arguments.size() <= most;
    machine.require(fits, "makes a tensor of " + arguments.size() + " arguments");
  }

  /** Whether gradients are wanted, and hooks for them: neither changes a value. */
  private static void requireGradient(List<Object> arguments, int at, Unpickler machine)
      throws CheckpointException {
    boolean hooks = arguments.get(at + 1) instanceof Map || arguments.get(at + 1) == Nothing.NONE;
    boolean form = arguments.get(at) instanceof Boolean && hooks;
    machine.require(form, "makes a tensor whose gradient is neither wanted nor not");
  }

  private static Storage storage(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    machine.require(arguments.get(0) instanceof Storage, "makes a tensor without a storage");
    return (Storage) arguments.get(0);
  }

  private static Meaning meaning(
      Meaning meaning, ElementType type, List<Object> arguments, int at, Unpickler machine)
      throws CheckpointException {
    if (arguments.size() <= at || arguments.get(at) == Nothing.NONE) {
      return meaning;
    }
    machine.require(arguments.get(at) instanceof Map, "has metadata of a tensor that are no dict");
    return meaning.with((Map<?, ?>) arguments.get(at), type);
  }

  private static TensorView view(
      Storage storage, ElementType type, Meaning meaning, List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    long offset = whole(arguments.get(1), machine);
    long[] shape = wholes(arguments.get(2), machine);
    long[] strides = wholes(arguments.get(3), machine);
    try {
      return new TensorView(storage, type, meaning, offset, shape, strides);
    } catch (ArithmeticException e) {
      throw machine.wrong("has a tensor of storage " + storage.key() + " beyond all bounds");
    } catch (IllegalArgumentException e) {
      throw machine.wrong("has a tensor of storage " + storage.key() + " that " + e.getMessage());
    }
  }

  /** {@code (tensor, gradient, hooks)}. */
  static TensorView parameter(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    requireCount(arguments, 3, 3, machine);
    return wrapped(arguments, machine);
  }

  /** {@code (tensor, gradient, hooks, attributes of the Python object)}. */
  static TensorView parameterWithState(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    requireCount(arguments, 4, 4, machine);
    return wrapped(arguments, machine);
  }

  private static TensorView wrapped(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    requireGradient(arguments, 1, machine);
    boolean form = arguments.get(0) instanceof TensorView;
    machine.require(form, "makes a parameter of what is no tensor");
    return (TensorView) arguments.get(0);
  }

  private static long size(Object value, Unpickler machine) throws CheckpointException {
    long size = whole(value, machine);
    machine.require(size >= 0 && size <= LARGEST, "has a storage of " + size + " elements");
    return size;
  }

  private static long whole(Object value, Unpickler machine) throws CheckpointException {
    machine.require(value instanceof Long, "has a size that is no whole number");
    return (Long) value;
  }

  private static long[] wholes(Object value, Unpickler machine) throws CheckpointException {
    machine.require(value instanceof Tuple, "has sizes that are no tuple");
    List<Object> items = ((Tuple) value).items();
    machine.require(items.size() <= TensorView.MOST_AXES, "has a tensor of too many axes");
    long[] wholes = new long[items.size()];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = whole(items.get(i), machine);
    }
    return wholes;
  }
}
