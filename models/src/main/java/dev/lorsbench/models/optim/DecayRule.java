package dev.lorsbench.models.optim;

import dev.lorsbench.models.weights.Weight;

/** Which learning rate and weight decay each parameter has, relative to the run's own. */
@FunctionalInterface
public interface DecayRule {
  /** The same for all, as in plain PyTorch. */
  DecayRule UNIFORM = weight -> new Factors(1, 1);

  /** Biases, normalisations and other vectors do not decay. */
  DecayRule MATRICES_ONLY = weight -> new Factors(1, weight.shape().length > 1 ? 1 : 0);

  /** What multiplies the run's learning rate and weight decay. */
  record Factors(double rate, double decay) {}

  /** The factors of one parameter. */
  Factors of(Weight weight);
}
