package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.TrainConfig;

/**
 * What decides the batches, besides the images.
 *
 * @param framing how images become those that the detector sees
 * @param flip probability of a horizontal flip
 * @param skipBadImages whether an image that cannot be read is replaced by the next, or ends the
 *     trial
 */
public record BatchOptions(
    long seed, int batch, Framing framing, double flip, boolean skipBadImages) {
  /** The options that a training configuration asks for. */
  public static BatchOptions of(TrainConfig c) {
    return new BatchOptions(
        c.seed(), c.batch(), Framing.of(c), c.flip(), c.onBadImage().equals("skip"));
  }

  /** The same for evaluations, whose batches may be of another size. */
  public static BatchOptions evaluation(TrainConfig c) {
    BatchOptions o = of(c);
    return new BatchOptions(o.seed, c.imagesEvaluated(), o.framing, 0, o.skipBadImages);
  }
}
