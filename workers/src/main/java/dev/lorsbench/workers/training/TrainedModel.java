package dev.lorsbench.workers.training;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.counting.ParameterCount;
import dev.lorsbench.models.loss.NonFiniteCostException;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.optim.AdamW;
import dev.lorsbench.models.optim.AdamWSettings;
import dev.lorsbench.models.optim.DecayRule;
import dev.lorsbench.models.optim.DivergedException;
import dev.lorsbench.models.optim.StepResult;
import dev.lorsbench.models.optim.TrainStep;
import dev.lorsbench.models.tensors.HostCopy;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.tensors.TensorSource;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.workers.data.Batch;
import dev.lorsbench.workers.saved.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A detector with its optimiser: all that changes in training and that a checkpoint holds. */
final class TrainedModel implements AutoCloseable {
  private static final String MODEL = "model.";
  private static final String OPTIMISER = "optimiser.";
  private static final int NORM_GROUPS = 32;

  private final ModelCard card;
  private final Detector detector;
  private final AdamW optimiser;
  private final TrainStep trainStep;

  private TrainedModel(ModelCard card, Detector detector, AdamW optimiser) {
    this.card = card;
    this.detector = detector;
    this.optimiser = optimiser;
    this.trainStep = new TrainStep(detector, optimiser);
  }

  /** A fresh model from the trial's seed. */
  static TrainedModel create(TrialSpec spec, List<CocoCategory> categories, Device device) {
    TrainConfig c = spec.train();
    int d = spec.model().decoder().contentDim();
    if (d % NORM_GROUPS != 0) {
      throw new TrialException(
          Failure.BAD_CONFIG,
          "content_dim is %d; the neck's group norm needs a multiple of %d"
              .formatted(d, NORM_GROUPS));
    }
    Detector detector = Detector.create(spec.model(), categories.size(), device, c.seed());
    AdamWSettings settings = AdamWSettings.of(c.weightDecay(), c.clipNorm());
    return new TrainedModel(
        new ModelCard(spec.model(), c.size(), categories),
        detector,
        new AdamW(detector.weights(), settings, DecayRule.UNIFORM));
  }

  /** What its files say about it. */
  ModelCard card() {
    return card;
  }

  Detector detector() {
    return detector;
  }

  long decoderParameters() {
    return ParameterCount.of(detector.config().decoder(), detector.classes()).total();
  }

  /**
   * One optimiser step.
   *
   * @throws TrialException DIVERGED with step, loss parts and images, or OUT_OF_MEMORY with the
   *     batch's shape
   */
  StepResult step(Batch batch, double rate, long step) {
    try {
      return trainStep.run(
          batch.pixels(),
          batch.size(),
          batch.size(),
          batch.shapesHw(),
          new Targets(batch.boxes(), batch.labels()),
          rate);
    } catch (DivergedException | NonFiniteCostException e) {
      throw new TrialException(
          Failure.DIVERGED,
          "diverged at step %d: %s; images %s"
              .formatted(step, e.getMessage(), Arrays.toString(batch.imageIds())),
          e);
    } catch (EngineException | OutOfMemoryError e) {
      throw NativeFailure.of(
          "step %d with a batch of %d x 3 x %d x %d"
              .formatted(step, batch.images(), batch.size(), batch.size()),
          e);
    }
  }

  /** A copy to be taken of weights, running statistics and the optimiser's state. */
  HostCopy hostCopy() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    for (Weight weight : detector.weights().all()) {
      all.put(MODEL + weight.name(), weight.tensor());
    }
    optimiser.state().forEach((name, tensor) -> all.put(OPTIMISER + name, tensor));
    return new HostCopy(all);
  }

  /** Takes up what a {@link #hostCopy()} held. */
  void restore(Safetensors saved) {
    for (Weight weight : detector.weights().all()) {
      detector.weights().set(weight.name(), tensor(saved, MODEL + weight.name()));
    }
    for (String name : optimiser.state().keySet()) {
      optimiser.restore(name, tensor(saved, OPTIMISER + name));
    }
  }

  private static float[] tensor(Safetensors saved, String name) {
    return saved
        .find(name)
        .map(StoredTensor::toFloats)
        .orElseThrow(
            () -> new TrialException(Failure.INTERNAL, "the checkpoint lacks tensor " + name));
  }

  /** Writes the weights and running statistics alone. */
  void save(Path file) {
    List<TensorSource> weights = new ArrayList<>();
    for (Weight weight : detector.weights().all()) {
      weights.add(NativeTensors.source(weight.name(), weight.tensor()));
    }
    try {
      Safetensors.write(file, weights, card.metadata());
    } catch (IOException e) {
      throw Storage.failure(file, e);
    }
  }

  @Override
  public void close() {
    optimiser.close();
    detector.close();
  }
}
