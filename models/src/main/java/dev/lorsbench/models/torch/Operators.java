package dev.lorsbench.models.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.GradientCall;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.lorsbench.experiment.ComputeConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The operations written in TorchScript, loaded once a process; autograd passes through them. */
final class Operators {
  private static final List<String> SOURCES =
      List.of(
          "boxes.py.txt",
          "decoder.py.txt",
          "table.py.txt",
          "backbone.py.txt",
          "swin.py.txt",
          "transformer.py.txt",
          "lowrank.py.txt",
          "loss.py.txt",
          "optimiser.py.txt");

  private static final Operators FLOAT32 = new Operators("float32.py.txt");
  private static final LongAdder NANOS = new LongAdder();
  private static final LongAdder HOST_READS = new LongAdder();

  /** Held for the life of the process: the native module goes with it. */
  private final PtSymbolBlock module;

  /** Made by the first who wants it. */
  private static final class Bfloat16 {
    private static final Operators OPERATORS = new Operators("bfloat16.py.txt");
  }

  private Operators(String products) {
    PtNDManager manager = (PtNDManager) Torch.newManager(Device.cpu());
    Gate.enter();
    try {
      ByteArrayInputStream archive = new ByteArrayInputStream(ScriptArchive.of(sources(products)));
      module = JniUtils.loadModule(manager, archive, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Gate.leave();
    }
  }

  /** All sources, with products in one element type or another. */
  static List<String> sources(String products) {
    List<String> sources = new ArrayList<>(SOURCES);
    sources.add(products);
    return sources;
  }

  static Operators of(ComputeConfig compute) {
    return compute.bfloat16() ? Bfloat16.OPERATORS : FLOAT32;
  }

  /**
   * Calls an operation.
   *
   * @param owner whose tensors the results become
   * @param record whether autograd follows the thread's gradient mode, or is off for this call
   * @param arguments tensors, lists of tensors, whole numbers, fractions, truths, arrays of long or
   *     double, in the operation's order
   */
  NDList call(PtNDManager owner, boolean record, String operation, Object... arguments) {
    IValue[] values = new IValue[arguments.length];
    Gate.enter();
    try {
      for (int i = 0; i < arguments.length; i++) {
        values[i] = value(arguments[i]);
      }
      try (IValue result = timed(operation, record, values)) {
        return result.toNDList(owner);
      }
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
      Gate.leave();
    }
  }

  private IValue timed(String operation, boolean record, IValue... values) {
    long began = System.nanoTime();
    IValue result = GradientCall.run(module, operation, record, values);
    NANOS.add(System.nanoTime() - began);
    return result;
  }

  static void countHostRead() {
    HOST_READS.increment();
  }

  static long hostReads() {
    return HOST_READS.sum();
  }

  static long nanos() {
    return NANOS.sum();
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray tensor) {
      return IValue.from(tensor);
    } else if (argument instanceof List<?> tensors) {
      return IValue.listFrom(tensors.toArray(PtNDArray[]::new));
    } else if (argument instanceof Integer || argument instanceof Long) {
      return IValue.from(((Number) argument).longValue());
    } else if (argument instanceof Double || argument instanceof Float) {
      return IValue.from(((Number) argument).doubleValue());
    } else if (argument instanceof Boolean truth) {
      return IValue.from(truth);
    } else if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    } else if (argument instanceof double[] numbers) {
      return IValue.listFrom(numbers);
    }
    throw new IllegalArgumentException("an operation takes no " + argument);
  }

  /** Whether {@code tensor} takes gradients from now on. */
  static void requireGradient(NDArray tensor, boolean required) {
    JniUtils.attachGradient((PtNDArray) tensor, required);
  }

  /** Of leaves alone: of what operations made, the engine says no whatever it is. */
  static boolean takesGradients(NDArray leaf) {
    return JniUtils.requiresGrad((PtNDArray) leaf);
  }
}
