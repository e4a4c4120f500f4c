package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
 * Exponential moving averages of a model's trainable weights and running statistics. Owns them:
 * closing frees them.
 */
public final class Averages implements AutoCloseable {
  private final double decay;
  private final NDManager manager;
  private final List<NDArray> live = new ArrayList<>();
  private final Map<String, NDArray> averages = new LinkedHashMap<>();

  /**
   * Averages that begin with the weights as they are.
   *
   * @param decay a step, in (0, 1)
   */
  public Averages(Weights weights, double decay) {
    this.decay = decay;
    this.manager = Torch.newManager(weights.device());
    for (Weight weight : weights.all()) {
      if (weight.kind() != Weight.Kind.FROZEN) {
        live.add(weight.tensor());
        NDArray average = manager.zeros(weight.tensor().getShape(), weight.tensor().getDataType());
        averages.put(weight.name(), average);
      }
    }
    restart();
  }

  /** Begins anew with the weights as they are. */
  public void restart() {
    update("assign_all", values(), live);
  }

  /** After step s (from 1); the first steps follow faster: decay min(decay, (1 + s) / (10 + s)). */
  public void follow(long step) {
    update("follow", values(), live, 1 - Math.min(decay, (1.0 + step) / (10.0 + step)));
  }

  /** Exchanges weights and averages; once more puts them back. */
  public void swap() {
    update("swap", values(), live);
  }

  /** The averages by their weights' names; the tensors are the live ones. */
  public Map<String, NDArray> state() {
    return Collections.unmodifiableMap(averages);
  }

  /** Overwrites the average of that name. */
  public void restore(String name, float[] values) {
    NDArray to = averages.get(name);
    try (Scope scope = Scope.inference(manager.getDevice())) {
      scope.update("assign", to, scope.floats(values, to.getShape().getShape()));
    }
  }

  private List<NDArray> values() {
    return List.copyOf(averages.values());
  }

  private void update(String operation, Object... arguments) {
    try (Scope scope = Scope.inference(manager.getDevice())) {
      scope.update(operation, arguments);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
