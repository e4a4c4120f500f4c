package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import java.util.List;

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
            && tuple.get(2) instanceof String;
    machine.require(form, "refers to what is no storage");
    Tuple fields = (Tuple) reference;
    String name = ((Global) fields.get(1)).name();
    ElementType type = Storage.CLASSES.get(name);
    machine.require(type != null, "has a storage of class " + name);
    long count = size(fields.get(4), machine);
    if (fields.size() == 6 && fields.get(5) instanceof Tuple view) {
      machine.require(view.size() == 3, "has a view of a storage that is none");
      long offset = size(view.get(1), machine);
      long part = size(view.get(2), machine);
      machine.require(offset + part <= count, "has a view beyond its storage");
      return new Storage(type, (String) fields.get(2), offset, part);
    }
    return new Storage(type, (String) fields.get(2), 0, count);
  }

  /** {@code (storage, offset, shape, strides, ...)}. */
  static TensorView tensor(List<Object> arguments, Unpickler machine) throws CheckpointException {
    machine.require(arguments.size() >= 4, "makes a tensor of too few things");
    machine.require(arguments.get(0) instanceof Storage, "makes a tensor without a storage");
    Storage storage = (Storage) arguments.get(0);
    return view(storage, storage.type(), arguments, machine);
  }

  /** {@code (storage, offset, shape, strides, gradient, hooks, element type, ...)}. */
  static TensorView typedTensor(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    machine.require(arguments.size() >= 7, "makes a tensor of too few things");
    boolean form = arguments.get(0) instanceof Storage && arguments.get(6) instanceof Global;
    machine.require(form, "makes a tensor without a storage or a type");
    String name = ((Global) arguments.get(6)).name();
    ElementType type = Global.ELEMENTS.get(name);
    machine.require(type != null, "has a tensor of type " + name);
    return view((Storage) arguments.get(0), type, arguments, machine);
  }

  private static TensorView view(
      Storage storage, ElementType type, List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    long offset = whole(arguments.get(1), machine);
    long[] shape = wholes(arguments.get(2), machine);
    long[] strides = wholes(arguments.get(3), machine);
    try {
      return new TensorView(storage, type, offset, shape, strides);
    } catch (ArithmeticException e) {
      throw machine.wrong("has a tensor of storage " + storage.key() + " beyond all bounds");
    } catch (IllegalArgumentException e) {
      throw machine.wrong("has a tensor of storage " + storage.key() + " that " + e.getMessage());
    }
  }

  /** {@code (tensor, ...)}. */
  static TensorView parameter(List<Object> arguments, Unpickler machine)
      throws CheckpointException {
    boolean form = !arguments.isEmpty() && arguments.get(0) instanceof TensorView;
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
