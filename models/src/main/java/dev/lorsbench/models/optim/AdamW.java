package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.models.optim.DecayRule.Factors;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AdamW over a model's trainable weights. Clipping and update are one native call; no tensor comes
 * to the host. Owns its moments: closing frees them.
 */
public final class AdamW implements AutoCloseable {
  /** Elements that one thread takes at a time: PyTorch's own grain, and four arrays fit a cache. */
  private static final int PIECE = 32_768;

  private final AdamWSettings settings;
  private final boolean onDevice;
  private final NDManager manager;
  private final NDArray step;
  private final List<NDArray> parameters = new ArrayList<>();
  private final List<NDArray> first = new ArrayList<>();
  private final List<NDArray> second = new ArrayList<>();
  private final Map<String, NDArray> state = new LinkedHashMap<>();
  private final List<NDArray> sums = new ArrayList<>();
  private final List<Factors> groups = new ArrayList<>();
  private final long[] ends;

  /** Zero moments for every trainable weight. */
  public AdamW(Weights weights, AdamWSettings settings, DecayRule rule) {
    this(weights, settings, rule, weights.device().isGpu());
  }

  /**
   * As {@link #AdamW(Weights, AdamWSettings, DecayRule)}.
   *
   * @param onDevice whether all of a step stays on the weights' device; on a CPU pieces that stay
   *     in its caches are faster
   */
  AdamW(Weights weights, AdamWSettings settings, DecayRule rule, boolean onDevice) {
    this.settings = settings;
    this.onDevice = onDevice;
    manager = Torch.newManager(weights.device());
    step = manager.zeros(new Shape(), DataType.FLOAT32);
    state.put("step", step);
    Map<Factors, List<Weight>> grouped = new LinkedHashMap<>();
    for (Weight weight : weights.trainable()) {
      grouped.computeIfAbsent(rule.of(weight), f -> new ArrayList<>()).add(weight);
    }
    ends = new long[grouped.size()];
    for (Map.Entry<Factors, List<Weight>> group : grouped.entrySet()) {
      group.getValue().forEach(this::add);
      ends[groups.size()] = parameters.size();
      groups.add(group.getKey());
    }
  }

  private void add(Weight weight) {
    NDArray mean = manager.zeros(weight.tensor().getShape(), weight.tensor().getDataType());
    NDArray square = manager.zeros(weight.tensor().getShape(), weight.tensor().getDataType());
    parameters.add(weight.tensor());
    first.add(mean);
    second.add(square);
    state.put("exp_avg." + weight.name(), mean);
    state.put("exp_avg_sq." + weight.name(), square);
  }

  /**
   * One step down the clipped gradient of {@code loss}. A gradient that is not finite changes
   * nothing.
   *
   * @param scope the training scope in which the loss was computed
   * @param learningRate of this step
   * @return the gradient's 2-norm before clipping, a scalar
   */
  public NDArray step(Scope scope, NDArray loss, double learningRate) {
    return descend(scope, scope.gradients(loss, parameters), learningRate);
  }

  /** Adds the gradient of {@code loss} to those since the last step. */
  public void accumulate(Scope scope, NDArray loss) {
    if (sums.isEmpty()) {
      parameters.forEach(p -> sums.add(manager.zeros(p.getShape(), p.getDataType())));
    }
    scope.update("accumulate", scope.gradients(loss, parameters), sums);
  }

  /** The sums of gradients since the last step, one a parameter; the tensors are the live ones. */
  public List<NDArray> accumulated() {
    return Collections.unmodifiableList(sums);
  }

  /** Elements of all parameters. */
  public int size() {
    return Math.toIntExact(parameters.stream().mapToLong(NDArray::size).sum());
  }

  /** Forgets what was accumulated. */
  public void forget(Scope scope) {
    if (!sums.isEmpty()) {
      scope.update("zero_all", sums);
    }
  }

  /** As {@link #step(Scope, NDArray, double)}, down the clipped sum of what was accumulated. */
  public NDArray stepAccumulated(Scope scope, double learningRate) {
    NDArray norm = descend(scope, sums, learningRate);
    forget(scope);
    return norm;
  }

  private NDArray descend(Scope scope, List<NDArray> gradients, double learningRate) {
    double[] rates = groups.stream().mapToDouble(g -> g.rate() * learningRate).toArray();
    double[] decays =
        groups.stream().mapToDouble(g -> g.decay() * settings.weightDecay()).toArray();
    List<Object> arguments =
        new ArrayList<>(List.of(gradients, parameters, first, second, step, ends, rates, decays));
    arguments.addAll(
        List.of(settings.beta1(), settings.beta2(), settings.epsilon(), settings.clipNorm()));
    if (onDevice) {
      return scope.update("descend_on_device", arguments.toArray());
    }
    arguments.add(PIECE * Torch.threads());
    return scope.update("descend", arguments.toArray());
  }

  /**
   * All that another run needs to go on with the same bits: {@code step}, {@code exp_avg.NAME} and
   * {@code exp_avg_sq.NAME}. The tensors are the live ones.
   */
  public Map<String, NDArray> state() {
    return Collections.unmodifiableMap(state);
  }

  /**
   * Overwrites one tensor of {@link #state()} in place.
   *
   * @throws IllegalArgumentException naming the tensor, where there is none or the count differs
   */
  public void restore(String name, float[] values) {
    NDArray to = state.get(name);
    if (to == null || to.size() != values.length) {
      throw new IllegalArgumentException(
          "optimiser state '%s' of %d values does not fit this model"
              .formatted(name, values.length));
    }
    try (Scope scope = Scope.inference(manager.getDevice())) {
      scope.update("assign", to, scope.floats(values, to.getShape().getShape()));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
