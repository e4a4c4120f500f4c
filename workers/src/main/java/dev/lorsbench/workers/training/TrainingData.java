package dev.lorsbench.workers.training;

import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.data.BatchLoader;
import dev.lorsbench.workers.data.BatchOptions;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.ImageCache;
import dev.lorsbench.workers.data.Split;
import dev.lorsbench.workers.evaluation.Evaluator;
import java.util.List;

/** Both splits of a trial's data, the one that is trained on and the one that is evaluated. */
record TrainingData(Split train, Split val, BatchLoader loader, Evaluator evaluator)
    implements AutoCloseable {
  /**
   * Reads the annotations of both splits.
   *
   * @throws TrialException BAD_DATA in one line
   */
  static TrainingData open(TrialSpec spec, TrainingOptions options) {
    Split train = Split.train(spec.data());
    Split val = Split.val(spec.data());
    train.requireSameCategories(val);
    train.requireBoxes();
    BatchOptions batches = BatchOptions.of(spec.train());
    BatchOptions evaluated = BatchOptions.evaluation(spec.train());
    ImageCache trainCache = batches.framing().cache(options.imageCacheBytes());
    ImageCache valCache = batches.framing().cache(options.imageCacheBytes());
    return new TrainingData(
        train,
        val,
        new BatchLoader(train.samples(), batches, trainCache, options.decodingThreads()),
        new Evaluator(val, new EvaluationImages(val.samples(), evaluated, valCache)));
  }

  List<CocoCategory> categories() {
    return train.dataset().categories();
  }

  @Override
  public void close() {
    loader.close();
  }
}
