package dev.lorsbench.workers.training;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.lorsbench.coco.CocoException;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.counting.ParameterCount;
import dev.lorsbench.models.loss.NonFiniteCostException;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.optim.DecayRule;
import dev.lorsbench.models.optim.StepReport;
import dev.lorsbench.models.optim.TrainStep;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.data.Batch;
import dev.lorsbench.workers.evaluation.EvaluationParts;
import dev.lorsbench.workers.saved.ModelCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Boxes in a COCO folder's images; measured by box AP. */
final class DetectionTask implements Task {
  private static final int NORM_GROUPS = 32;

  private final TrainingData data;
  private final ModelCard card;
  private final Detector detector;
  private final TrainedModel model;
  private final TrainStep trainStep;
  private final int accumulate;
  private EvaluationParts parts;

  private DetectionTask(
      TrainingData data, ModelCard card, Detector detector, TrainedModel model, int accumulate) {
    this.data = data;
    this.card = card;
    this.detector = detector;
    this.model = model;
    this.trainStep = new TrainStep(detector, model.optimiser());
    this.accumulate = accumulate;
  }

  static DetectionTask open(TrialSpec spec, TrainingOptions options) {
    if (!(spec.model() instanceof ModelConfig network)) {
      throw new IllegalArgumentException("trial " + spec.name() + " is not of a detector");
    }
    int d = network.decoder().contentDim();
    if (d % NORM_GROUPS != 0) {
      throw new TrialException(
          Failure.BAD_CONFIG,
          "content_dim is %d; the neck's group norm needs a multiple of %d"
              .formatted(d, NORM_GROUPS));
    }
    TrainingData data = TrainingData.open(spec, options);
    TrainConfig c = spec.train();
    requireClasses(network, data);
    int classes = data.categories().size();
    Device device = Torch.device(options.device());
    Detector detector = Detector.create(network, classes, device, c.seed(), c.compute());
    ModelCard card =
        new ModelCard(spec.model(), c.size(), c.resize(), c.imagesEvaluated(), data.categories());
    TrainedModel model = TrainedModel.of(detector.weights(), c, DecayRule.UNIFORM);
    return new DetectionTask(data, card, detector, model, c.optimiser().accumulate());
  }

  /** A configuration that says how many classes there are must agree with the data. */
  private static void requireClasses(ModelConfig network, TrainingData data) {
    int classes = data.categories().size();
    int said = network.classes().orElse(classes);
    if (said != classes) {
      data.close();
      throw new TrialException(
          Failure.BAD_CONFIG,
          "num_classes is %d, but the data set has %d; leave it out or use other data"
              .formatted(said, classes));
    }
  }

  Detector detector() {
    return detector;
  }

  @Override
  public TrainedModel model() {
    return model;
  }

  @Override
  public Weights weights() {
    return detector.weights();
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public int trainImages() {
    return data.train().samples().size();
  }

  @Override
  public long decoderParameters() {
    return ParameterCount.of(detector.config().decoder(), detector.classes()).total();
  }

  @Override
  public List<String> warnings() {
    List<String> lines = new ArrayList<>(detector.config().decoder().remarks());
    int dropped = data.train().dropped();
    if (dropped > 0) {
      lines.add(dropped + " boxes without an inside are not trained on");
    }
    return lines;
  }

  @Override
  public DetectionStep take(long step) {
    return new DetectionStep(data.loader().take(step), step);
  }

  @Override
  public void keepEvaluation(EvaluationParts place) {
    parts = place;
  }

  @Override
  public Evaluation evaluate(long step, Runnable beforeBatch) {
    long began = System.nanoTime();
    try {
      double[] stats =
          data.evaluator().evaluate(detector, done -> beforeBatch.run(), parts).stats();
      double seconds = Pace.secondsSince(began);
      return new Evaluation(
          step, stats[0], stats[1], stats[2], stats[3], stats[4], stats[5], seconds);
    } catch (CocoException e) {
      throw new TrialException(
          Failure.DIVERGED, "diverged at step %d: %s".formatted(step, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    data.close();
    model.close();
    detector.close();
  }

  /** One step's batch and what is done with it. */
  final class DetectionStep implements Step {
    private final Batch batch;
    private final long number;

    DetectionStep(Batch batch, long number) {
      this.batch = batch;
      this.number = number;
    }

    Batch batch() {
      return batch;
    }

    @Override
    public int replacedImages() {
      return batch.replaced();
    }

    @Override
    public UnreadStep run(double rate) {
      String images = "; images " + Arrays.toString(batch.imageIds());
      try {
        return new UnreadStep(number, images, trained(rate));
      } catch (NonFiniteCostException e) {
        throw new DivergedStepException(number, images, e);
      } catch (EngineException | OutOfMemoryError e) {
        throw NativeFailure.of(
            "step %d with a batch of %d x 3 x %d x %d"
                .formatted(number, batch.images(), batch.height(), batch.width()),
            e);
      }
    }

    private StepReport trained(double rate) {
      return trainStep.runInParts(
          batch.pixels(),
          batch.height(),
          batch.width(),
          batch.shapesHw(),
          new Targets(batch.boxes(), batch.labels()),
          rate,
          number,
          accumulate);
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
