package dev.lorsbench.workers.training;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.models.optim.AdamW;
import dev.lorsbench.models.optim.AdamWSettings;
import dev.lorsbench.models.optim.Averages;
import dev.lorsbench.models.optim.DecayRule;
import dev.lorsbench.models.optim.NamedRates;
import dev.lorsbench.models.tensors.HostCopy;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.tensors.TensorSource;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.saved.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Weights with their optimiser: all that changes in training and that a checkpoint holds. */
final class TrainedModel implements AutoCloseable {
  private static final String MODEL = "model.";
  private static final String OPTIMISER = "optimiser.";
  private static final String AVERAGE = "ema.";

  private final Weights weights;
  private final AdamW optimiser;
  private final Optional<HostCopy> statistics;
  private final Optional<Averages> averages;

  private TrainedModel(Weights weights, AdamW optimiser, TrainConfig c) {
    this.weights = weights;
    this.optimiser = optimiser;
    this.statistics = c.skippableSteps() > 0 ? statistics(weights) : Optional.empty();
    double ema = c.optimiser().ema();
    this.averages = ema > 0 ? Optional.of(new Averages(weights, ema)) : Optional.empty();
  }

  /** The batch norms' running statistics, which a forward pass changes whatever comes of it. */
  private static Optional<HostCopy> statistics(Weights weights) {
    Map<String, NDArray> buffers = new LinkedHashMap<>();
    weights.all().stream().filter(Weight::buffer).forEach(w -> buffers.put(w.name(), w.tensor()));
    return buffers.isEmpty() ? Optional.empty() : Optional.of(new HostCopy(buffers));
  }

  /** Weights, which stay the caller's, with a fresh optimiser. */
  static TrainedModel of(Weights weights, TrainConfig c, DecayRule usual) {
    c.optimiser().freeze().forEach(names -> freeze(weights, names));
    AdamWSettings settings = AdamWSettings.of(c.weightDecay(), c.clipNorm());
    DecayRule rule = new NamedRates(usual, c.optimiser(), weights);
    return new TrainedModel(weights, new AdamW(weights, settings, rule), c);
  }

  private static void freeze(Weights weights, String names) {
    if (weights.freeze(Pattern.compile(names)) == 0 || weights.trainable().isEmpty()) {
      throw new TrialException(
          Failure.BAD_CONFIG,
          "optimiser.freeze is %s; it leaves %s to train"
              .formatted(names, weights.trainable().isEmpty() ? "nothing" : "everything"));
    }
  }

  /** After other first weights were put in place of the fresh ones. */
  void begun() {
    averages.ifPresent(Averages::restart);
  }

  /** Before a step that may come to nothing. */
  void beforeStep() {
    statistics.ifPresent(HostCopy::take);
  }

  /** After step s (from 1) of the optimiser. */
  void afterStep(long step) {
    averages.ifPresent(a -> a.follow(step));
  }

  /** Runs something with the averaged weights in place, where there are averages. */
  <T> T averaged(Supplier<T> work) {
    averages.ifPresent(Averages::swap);
    try {
      return work.get();
    } finally {
      averages.ifPresent(Averages::swap);
    }
  }

  /** After a step that diverged, which the optimiser left out: as if it had not been. */
  void undoStep() {
    statistics.ifPresent(HostCopy::restore);
  }

  AdamW optimiser() {
    return optimiser;
  }

  /** A copy to be taken of weights, running statistics and the optimiser's state. */
  HostCopy hostCopy() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    for (Weight weight : weights.all()) {
      all.put(MODEL + weight.name(), weight.tensor());
    }
    optimiser.state().forEach((name, tensor) -> all.put(OPTIMISER + name, tensor));
    averages.ifPresent(a -> a.state().forEach((name, tensor) -> all.put(AVERAGE + name, tensor)));
    return new HostCopy(all);
  }

  /** Takes up what a {@link #hostCopy()} held. */
  void restore(Safetensors saved) {
    for (Weight weight : weights.all()) {
      weights.set(weight.name(), tensor(saved, MODEL + weight.name()));
    }
    for (String name : optimiser.state().keySet()) {
      optimiser.restore(name, tensor(saved, OPTIMISER + name));
    }
    averages.ifPresent(
        a -> a.state().keySet().forEach(n -> a.restore(n, tensor(saved, AVERAGE + n))));
  }

  private static float[] tensor(Safetensors saved, String name) {
    return saved
        .find(name)
        .map(StoredTensor::toFloats)
        .orElseThrow(
            () -> new TrialException(Failure.INTERNAL, "the checkpoint lacks tensor " + name));
  }

  /** Writes the weights and running statistics alone, averaged if they are, and what they are. */
  void save(Path file, ModelCard card) {
    averaged(
        () -> {
          write(file, card);
          return file;
        });
  }

  private void write(Path file, ModelCard card) {
    List<TensorSource> all = new ArrayList<>();
    for (Weight weight : weights.all()) {
      all.add(NativeTensors.source(weight.name(), weight.tensor()));
    }
    try {
      Safetensors.write(file, all, card.metadata());
    } catch (IOException e) {
      throw Storage.failure(file, e);
    }
  }

  @Override
  public void close() {
    averages.ifPresent(Averages::close);
    statistics.ifPresent(HostCopy::close);
    optimiser.close();
  }
}
