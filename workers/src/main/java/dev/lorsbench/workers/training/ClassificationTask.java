package dev.lorsbench.workers.training;

import ai.djl.engine.EngineException;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.counting.ClassifierCost;
import dev.lorsbench.models.optim.ClassifierTrainStep;
import dev.lorsbench.models.optim.DecayRule;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.data.DataOrder;
import dev.lorsbench.workers.data.LabelledImages;
import dev.lorsbench.workers.evaluation.ClassEvaluator;
import dev.lorsbench.workers.saved.ModelCard;
import java.nio.ByteBuffer;
import java.util.List;

/** One class an image of a CIFAR folder; measured by top-1. */
final class ClassificationTask implements Task {
  private final TrainConfig config;
  private final LabelledImages images;
  private final DataOrder order;
  private final ByteBuffer pixels;
  private final ClassEvaluator evaluator;
  private final VisionTransformer network;
  private final ModelCard card;
  private final TrainedModel model;
  private final ClassifierTrainStep trainStep;

  private ClassificationTask(
      TrainConfig config, LabelledImages train, LabelledImages val, VisionTransformer network) {
    this.config = config;
    this.images = train;
    this.order = new DataOrder(config.seed(), train.size(), config.batch());
    this.pixels = LabelledImages.buffer(config.batch(), config.size());
    this.evaluator =
        new ClassEvaluator(val, config.imagesEvaluated(), config.size(), config.compute());
    this.network = network;
    this.card =
        new ModelCard(
            network.config(),
            config.size(),
            config.resize(),
            config.imagesEvaluated(),
            train.categories());
    this.model = TrainedModel.of(network.weights(), config, DecayRule.MATRICES_ONLY);
    this.trainStep =
        new ClassifierTrainStep(
            network, model.optimiser(), config.compute(), config.optimiser().accumulate());
  }

  static ClassificationTask open(TrialSpec spec, TrainingOptions options) {
    if (!(spec.model() instanceof ClassifierConfig classifier)) {
      throw new IllegalArgumentException("trial " + spec.name() + " is not of a classifier");
    }
    if (spec.train().compute().checkpointStages()) {
      throw new TrialException(
          Failure.BAD_CONFIG,
          "compute.checkpoint_stages is true; a classifier has no stages, allowed is false");
    }
    LabelledImages train = LabelledImages.train(spec.data());
    LabelledImages val = LabelledImages.val(spec.data());
    TrainConfig c = spec.train();
    return new ClassificationTask(
        c,
        train,
        val,
        VisionTransformer.create(
            classifier,
            c.size(),
            train.classes().size(),
            Torch.device(options.device()),
            c.seed()));
  }

  @Override
  public TrainedModel model() {
    return model;
  }

  @Override
  public Weights weights() {
    return network.weights();
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public int trainImages() {
    return images.size();
  }

  @Override
  public long decoderParameters() {
    return ClassifierCost.of(network.config(), network.size(), network.classes(), 1)
        .total()
        .parameters();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public Step take(long step) {
    int[] indices = order.indices(step);
    long[] labels = new long[indices.length];
    for (int slot = 0; slot < indices.length; slot++) {
      labels[slot] = images.label(indices[slot]);
      boolean flip = order.flipped(step, slot, config.flip());
      images.write(indices[slot], config.size(), flip, pixels, slot);
    }
    return new ClassificationStep(step, labels);
  }

  @Override
  public Evaluation evaluate(long step, Runnable beforeBatch) {
    long began = System.nanoTime();
    try {
      double top1 = evaluator.top1(network, beforeBatch);
      return Evaluation.ofClasses(step, top1, Pace.secondsSince(began));
    } catch (ArithmeticException e) {
      throw new TrialException(
          Failure.DIVERGED, "diverged at step %d: %s".formatted(step, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    model.close();
    network.close();
  }

  private final class ClassificationStep implements Step {
    private final long number;
    private final long[] labels;

    ClassificationStep(long number, long[] labels) {
      this.number = number;
      this.labels = labels;
    }

    @Override
    public int replacedImages() {
      return 0;
    }

    @Override
    public UnreadStep run(double rate) {
      try {
        return new UnreadStep(number, "", trainStep.run(pixels, labels, rate));
      } catch (EngineException | OutOfMemoryError e) {
        throw NativeFailure.ofStep(number, labels.length, config.size(), e);
      }
    }

    @Override
    public void close() {
      // The batch's memory is the task's own; the next step fills it again.
    }
  }
}
