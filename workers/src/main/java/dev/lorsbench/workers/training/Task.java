package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.weights.Weights;
import dev.lorsbench.workers.evaluation.EvaluationParts;
import dev.lorsbench.workers.saved.ModelCard;
import java.util.List;

/**
 * What a run trains: a model, the batches of its steps, its evaluation. The loop knows no more of
 * it than this. On a CPU all of it is a function of the weights and the step's number.
 */
interface Task extends AutoCloseable {
  /**
   * Reads the data and makes a fresh model from the trial's seed.
   *
   * @throws TrialException BAD_DATA or BAD_CONFIG, in one line
   */
  static Task open(TrialSpec spec, TrainingOptions options) {
    return switch (spec.task()) {
      case DETECTION -> DetectionTask.open(spec, options);
      case CLASSIFICATION -> ClassificationTask.open(spec, options);
    };
  }

  /** The weights with their optimiser: all that a checkpoint holds. */
  TrainedModel model();

  /** The tensors by name. */
  Weights weights();

  /** What files of these weights say about themselves. */
  ModelCard card();

  /** How many images an epoch has. */
  int trainImages();

  /** The parameters that trials are compared by. */
  long decoderParameters();

  /** What a user should know of the data, a line each. */
  List<String> warnings();

  /**
   * The batch of a step (from 1), once it is there.
   *
   * @throws TrialException BAD_DATA naming the image, where bad images are not to be skipped
   */
  Step take(long step);

  /**
   * Evaluates on the validation split: a pure function of the weights.
   *
   * @param beforeBatch runs before each batch; may throw to stop
   * @throws TrialException DIVERGED where the model gives no numbers any more
   */
  Evaluation evaluate(long step, Runnable beforeBatch);

  /**
   * Gives a place where a long evaluation may keep what it has, for the case that it is stopped.
   */
  default void keepEvaluation(EvaluationParts parts) {}

  @Override
  void close();

  /** One optimiser step with its batch at hand. */
  interface Step extends AutoCloseable {
    /** How many of its images stand for one that could not be read. */
    int replacedImages();

    /**
     * Forward, backward, update; a gradient that is not finite changes no weight.
     *
     * @return its numbers, still on the device, whose reading tells of a loss that is not finite
     * @throws TrialException DIVERGED with step and images where no boxes could be matched, or
     *     OUT_OF_MEMORY with the batch's shape
     */
    UnreadStep run(double rate);

    @Override
    void close();
  }
}
