package dev.lorsbench.models.weights;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.torch.Torch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * All tensors of one model, in the order they were made, by the released code's names. Owns them:
 * closing frees them.
 */
public final class Weights implements AutoCloseable {
  private final NDManager manager;
  private final Device device;
  private final long seed;
  private final DataType type;
  private final Map<String, Weight> byName = new LinkedHashMap<>();

  /** No tensors yet; those to come begin as a function of {@code seed} and their names. */
  public Weights(Device device, long seed) {
    this(device, seed, DataType.FLOAT32);
  }

  /**
   * As {@link #Weights(Device, long)}, of FLOAT32 or, to check formulas beyond rounding, FLOAT64.
   */
  public Weights(Device device, long seed, DataType type) {
    this.manager = Torch.newManager(device);
    this.device = device;
    this.seed = seed;
    this.type = type;
  }

  /** Where layers make their tensors, with names as they are. */
  public Namespace root() {
    return new Namespace(this, "", false);
  }

  /** What every initial value, and whatever else is drawn at random, is a function of. */
  public long seed() {
    return seed;
  }

  /** The element type of every tensor. */
  public DataType type() {
    return type;
  }

  /** Where the tensors live. */
  public Device device() {
    return device;
  }

  /** Every tensor, in the order of making. */
  public Collection<Weight> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The tensors that the optimiser changes, in the order of making. */
  public List<Weight> trainable() {
    return byName.values().stream().filter(Weight::trainable).toList();
  }

  /** Whether there is a tensor of that name. */
  public boolean contains(String name) {
    return byName.containsKey(name);
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Weight get(String name) {
    Weight weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("the model has no tensor '" + name + "'");
    }
    return weight;
  }

  /**
   * Overwrites one tensor in place.
   *
   * @param values row-major, as many as the tensor has
   * @throws IllegalArgumentException naming the tensor, where the count differs
   */
  public void set(String name, float[] values) {
    Weight weight = get(name);
    if (values.length != weight.size()) {
      throw new IllegalArgumentException(
          "tensor '%s' has %d elements, shape %s; given were %d"
              .formatted(name, weight.size(), Arrays.toString(weight.shape()), values.length));
    }
    try (Scope scope = Scope.inference(device)) {
      scope.update("assign", weight.tensor(), scope.floats(values, weight.shape()));
    }
  }

  /**
   * Leaves trainable tensors whose names have a match as they are from now on.
   *
   * @return how many
   */
  public int freeze(Pattern names) {
    int frozen = 0;
    for (Weight weight : trainable()) {
      if (names.matcher(weight.name()).find()) {
        Scope.freeze(weight.tensor());
        byName.put(weight.name(), new Weight(weight.name(), weight.tensor(), Weight.Kind.FROZEN));
        frozen++;
      }
    }
    return frozen;
  }

  NDArray make(String name, Weight.Kind kind, Initialiser initialiser, long... shape) {
    Shape dimensions = new Shape(shape);
    NDArray tensor;
    // A tensor made from a buffer goes on using the buffer; a model's memory should be native.
    try (NDArray drawn =
        manager.create(draw(name, initialiser, dimensions.size()), dimensions, DataType.FLOAT32)) {
      // Even a copying toType shares the buffer where the type stays, so not that alone.
      tensor = type == DataType.FLOAT32 ? drawn.duplicate() : drawn.toType(type, true);
    }
    if (kind == Weight.Kind.TRAINABLE) {
      Scope.leaf(tensor);
    }
    if (byName.put(name, new Weight(name, tensor, kind)) != null) {
      throw new IllegalStateException("two tensors are named " + name);
    }
    return tensor;
  }

  private FloatBuffer draw(String name, Initialiser initialiser, long size) {
    float[] values = new float[Math.toIntExact(size)];
    Uniform random = new Uniform(seed, name);
    LongStream.range(0, size)
        .parallel()
        .forEach(i -> values[(int) i] = (float) initialiser.value(random, i));
    return FloatBuffer.wrap(values);
  }

  @Override
  public void close() {
    manager.close();
  }
}
