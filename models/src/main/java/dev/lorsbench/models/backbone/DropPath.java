package dev.lorsbench.models.backbone;

import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Uniform;

/**
 * Stochastic depth (Huang et al., 2016): in training an image skips a block's FFN with a
 * probability that grows linearly from 0 at the first block to {@code last} at the last; what is
 * kept is divided by the probability of keeping. The released code drops FFNs alone, not attention.
 *
 * <p>Who skips is a function of (seed, step, block, image), so that a resumed run skips the same.
 */
record DropPath(Uniform random, double last, int blocks) {
  private static final long IMAGES = 1 << 16;

  /** A factor an image, or none where nothing is dropped. */
  double[] keep(Scope scope, int block, int images) {
    double probability = blocks == 1 ? 0 : last * block / (blocks - 1);
    if (!scope.training() || probability == 0) {
      return new double[0];
    }
    double[] keep = new double[images];
    for (int i = 0; i < images; i++) {
      double u = random.at((scope.step() * blocks + block) * IMAGES + i);
      keep[i] = u < probability ? 0 : 1 / (1 - probability);
    }
    return keep;
  }
}
