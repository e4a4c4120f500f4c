package dev.lorsbench.models.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.lorsbench.experiment.ComputeConfig;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One step: owns every tensor made in it and frees them when closed. A training scope records what
 * gradients need, an inference scope does not. To be used and closed by the thread that opened it.
 */
public final class Scope implements AutoCloseable {
  private final PtNDManager manager;
  private final boolean training;
  private final long step;
  private final boolean before;
  private final ComputeConfig compute;
  private final Operators operators;
  private final Optional<Recording> recording;
  private Backward backward = (loss, inputs) -> tensors("gradients", loss, inputs);
  private boolean ownBackward;

  private Scope(
      Device device,
      boolean training,
      long step,
      ComputeConfig compute,
      Optional<Recording> recording) {
    this.compute = compute;
    this.operators = Operators.of(compute);
    this.recording = recording;
    this.manager = (PtNDManager) Torch.newManager(device);
    this.training = training;
    this.step = step;
    this.before = JniUtils.isGradMode();
    JniUtils.setGradMode(training);
    // A setting of the thread. The optimising executor rewrites a function after its first runs, so
    // that the same step would end with other bits depending on what ran before.
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** A scope that records gradients and lets batch norms follow the batch. */
  public static Scope training(Device device) {
    return training(device, 0);
  }

  /**
   * A training scope for one step of a run.
   *
   * @param step decides, with the model's seed, what is drawn at random in it
   */
  public static Scope training(Device device, long step) {
    return training(device, step, ComputeConfig.DEFAULT);
  }

  /** As {@link #training(Device, long)}, computed in another way. */
  public static Scope training(Device device, long step, ComputeConfig compute) {
    return new Scope(device, true, step, compute, Optional.empty());
  }

  /** A scope without gradients. */
  public static Scope inference(Device device) {
    return inference(device, ComputeConfig.DEFAULT);
  }

  /** A scope without gradients, computed in another way. */
  public static Scope inference(Device device, ComputeConfig compute) {
    return new Scope(device, false, 0, compute, Optional.empty());
  }

  /** A scope without gradients that notes every operation it calls. */
  public static Scope recorded(Device device, Recording recording) {
    return new Scope(device, false, 0, ComputeConfig.DEFAULT, Optional.of(recording));
  }

  /**
   * A scope of the same step inside this one, to be closed before it; with gradients or without.
   */
  public Scope inner(boolean withGradients) {
    return new Scope(manager.getDevice(), withGradients, step, compute, Optional.empty());
  }

  /** Takes a tensor over from an inner scope, which then does not free it. */
  public NDArray keep(NDArray tensor) {
    tensor.attach(manager);
    return tensor;
  }

  /**
   * Frees a tensor of this scope that no operation takes any more, before the scope ends. What
   * gradients need of it stays with them; a recording keeps what it noted.
   */
  public void release(NDArray tensor) {
    if (recording.isEmpty()) {
      tensor.close();
    }
  }

  /** What was made of a tensor that nothing else takes, which is {@link #release released}. */
  public NDArray instead(NDArray before, NDArray made) {
    release(before);
    return made;
  }

  /** Whether this is a training scope. */
  public boolean training() {
    return training;
  }

  /** Which step of a run this is. */
  public long step() {
    return step;
  }

  /** How this step is computed. */
  public ComputeConfig compute() {
    return compute;
  }

  /** Owner of the scope's tensors. */
  public NDManager manager() {
    return manager;
  }

  /** A float32 tensor on the scope's device. */
  public NDArray floats(float[] values, long... shape) {
    return manager.create(FloatBuffer.wrap(values), new Shape(shape), DataType.FLOAT32);
  }

  /**
   * A float32 tensor over a direct buffer in native order, which must not change while the scope is
   * open.
   */
  public NDArray floats(ByteBuffer values, long... shape) {
    return manager.create(values, new Shape(shape), DataType.FLOAT32);
  }

  /** An int64 tensor on the scope's device. */
  public NDArray longs(long[] values, long... shape) {
    return manager.create(LongBuffer.wrap(values), new Shape(shape), DataType.INT64);
  }

  /**
   * Copies a tensor of a step to the host, which waits for the device: the only way by which a step
   * does. Counted by {@link Torch#hostReads}.
   */
  public float[] read(NDArray tensor) {
    Operators.countHostRead();
    return tensor.toFloatArray();
  }

  /** Calls an operation that gives one tensor. */
  public NDArray tensor(String operation, Object... arguments) {
    return tensors(operation, arguments).singletonOrThrow();
  }

  /** Calls an operation that writes into its arguments, unseen by autograd. */
  public NDArray update(String operation, Object... arguments) {
    return operators.call(manager, false, operation, arguments).singletonOrThrow();
  }

  /** Calls an operation that gives several tensors. */
  public NDList tensors(String operation, Object... arguments) {
    NDList results = operators.call(manager, true, operation, arguments);
    recording.ifPresent(r -> r.add(operation, arguments, results));
    return results;
  }

  /** The gradients of scalar {@code loss} with respect to {@code inputs}, zeros where unused. */
  public NDList gradients(NDArray loss, List<NDArray> inputs) {
    return backward.gradients(loss, inputs);
  }

  /**
   * Takes gradients of this scope by another way than autograd alone.
   *
   * @throws IllegalStateException where there is one already
   */
  public void takeGradientsBy(Backward other) {
    if (ownBackward) {
      throw new IllegalStateException("a scope's gradients go back through one table");
    }
    backward = other;
    ownBackward = true;
  }

  /** How the gradients of a scope are taken. */
  @FunctionalInterface
  public interface Backward {
    /** The gradients of scalar {@code loss} with respect to {@code inputs}, zeros where unused. */
    NDList gradients(NDArray loss, List<NDArray> inputs);
  }

  /** Makes {@code tensor} a leaf that takes gradients. */
  public static NDArray leaf(NDArray tensor) {
    Operators.requireGradient(tensor, true);
    return tensor;
  }

  /** Whether {@code leaf}, which no recorded operation made, takes gradients. */
  public static boolean takesGradients(NDArray leaf) {
    return Operators.takesGradients(leaf);
  }

  /** Makes {@code tensor} take no gradients any more. */
  public static void freeze(NDArray tensor) {
    Operators.requireGradient(tensor, false);
  }

  @Override
  public void close() {
    JniUtils.setGradMode(before);
    manager.close();
  }
}
