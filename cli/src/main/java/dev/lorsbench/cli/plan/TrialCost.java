package dev.lorsbench.cli.plan;

import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.counting.ClassifierCost;
import dev.lorsbench.models.counting.Cost;
import dev.lorsbench.models.counting.DetectorCost;
import dev.lorsbench.models.counting.ImageBatch;
import dev.lorsbench.models.counting.ParameterCount;

/**
 * What a trial's network costs, counted from its configuration.
 *
 * @param parameters those that trials are compared by: the decoder's, or a whole classifier's
 * @param gflops of one image's forward pass, a multiply-add being two
 * @param weightBytes of all its parameters and running statistics
 * @param stateBytes of a checkpoint: weights and AdamW's moments
 * @param memoryBytes of a training step
 */
public record TrialCost(
    long parameters, double gflops, long weightBytes, long stateBytes, long memoryBytes) {
  private static final double GIGA = 1e9;

  /** What decides a cost; trials of one kind share it. */
  record Key(NetworkConfig model, int size, int batch) {
    static Key of(TrialSpec t) {
      return new Key(
          t.model(), t.train().size(), t.train().batch() / t.train().optimiser().accumulate());
    }
  }

  /** The parameters that a trial is compared by, without anything that takes longer to count. */
  public static long parameters(TrialSpec trial, int classes) {
    return trial.model() instanceof ModelConfig detector
        ? ParameterCount.of(detector.decoder(), detector.classes().orElse(classes)).total()
        : of(Key.of(trial), classes).parameters;
  }

  static TrialCost of(Key key, int classes) {
    return key.model instanceof ModelConfig detector
        ? of(detector, key, detector.classes().orElse(classes))
        : of((ClassifierConfig) key.model, key, classes);
  }

  private static TrialCost of(ModelConfig model, Key key, int classes) {
    Cost cost =
        DetectorCost.of(model, classes, new ImageBatch(key.batch, key.size, key.size)).total();
    return of(ParameterCount.of(model.decoder(), classes).total(), cost, key.batch);
  }

  private static TrialCost of(ClassifierConfig model, Key key, int classes) {
    Cost cost = ClassifierCost.of(model, key.size, classes, key.batch).total();
    return of(cost.parameters(), cost, key.batch);
  }

  private static TrialCost of(long parameters, Cost cost, int images) {
    return new TrialCost(
        parameters,
        2 * cost.multiplyAdds() / GIGA / images,
        cost.weightBytes(),
        cost.weightBytes() + cost.optimiserBytes(),
        cost.trainingBytes());
  }
}
