package dev.lorsbench.workers.evaluation;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * One pass of a classifier over images: the likeliest classes of each.
 *
 * @param top how many, at most all classes
 */
public record ClassPass(int top, EvaluationImages images) {
  /**
   * A class that an image may show.
   *
   * @param label class index from 0
   * @param probability by the softmax of all scores
   */
  public record Guess(int label, double probability) {}

  /**
   * An image's classes.
   *
   * @param guesses likeliest first; of equal ones the lower index
   */
  public record Guessed(Sample sample, List<Guess> guesses) {}

  /**
   * Classifies every image, in order; one that may be skipped and cannot be read is left out.
   *
   * @param beforeBatch runs before each batch with the number of images done; may throw to stop
   * @throws ArithmeticException where a score is not finite
   */
  public List<Guessed> run(VisionTransformer model, IntConsumer beforeBatch) {
    List<Guessed> all = new ArrayList<>();
    for (List<Sample> batch : images.batches()) {
      beforeBatch.accept(all.size());
      EvaluationImages.Loaded loaded = images.load(batch);
      if (loaded.samples().isEmpty()) {
        continue;
      }
      float[] scores = scores(model, loaded);
      for (int i = 0; i < loaded.samples().size(); i++) {
        all.add(new Guessed(loaded.samples().get(i), best(scores, i, model.classes())));
      }
    }
    return all;
  }

  /** [B, classes], row by row. */
  private static float[] scores(VisionTransformer model, EvaluationImages.Loaded loaded) {
    try (Scope scope = Scope.inference(model.weights().device(), ComputeConfig.DEFAULT)) {
      int count = loaded.samples().size();
      NDArray pixels = scope.floats(loaded.pixels(), count, 3, model.size(), model.size());
      return model.forward(scope, pixels).toFloatArray();
    }
  }

  private List<Guess> best(float[] scores, int image, int classes) {
    int from = image * classes;
    double most = IntStream.range(0, classes).mapToDouble(c -> scores[from + c]).max().orElse(0);
    double sum =
        IntStream.range(0, classes).mapToDouble(c -> Math.exp(scores[from + c] - most)).sum();
    if (!Double.isFinite(sum)) {
      throw new ArithmeticException("a class score is not finite");
    }
    return IntStream.range(0, classes)
        .mapToObj(c -> new Guess(c, Math.exp(scores[from + c] - most) / sum))
        .sorted(Comparator.comparingDouble(Guess::probability).reversed())
        .limit(top)
        .toList();
  }
}
