package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.StepMetric;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.models.optim.StepResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** How fast a run goes, and what is logged of it. Nothing here decides a result. */
final class Pace {
  private final TrainConfig config;
  private final DoubleSupplier peakMib;
  private int steps;
  private double seconds;
  private double waited;
  private double held;
  private double imagesPerSecond;
  private double loss = Double.NaN;

  /**
   * Nothing has been measured.
   *
   * @param peakMib the trial's largest memory so far, NaN where unknown
   */
  Pace(TrainConfig config, DoubleSupplier peakMib) {
    this.config = config;
    this.peakMib = peakMib;
  }

  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) * 1e-9;
  }

  /** The newest loss that was read. */
  void says(double newest) {
    loss = newest;
  }

  /** One step took so long, of which it waited for its batch. */
  void stepped(double stepSeconds, double stepWaited) {
    steps++;
    seconds += stepSeconds;
    waited += stepWaited;
  }

  /** The steps were held so long by a checkpoint. */
  void held(double checkpointSeconds) {
    held += checkpointSeconds;
  }

  /** What lies between two logs is not all training. */
  void paused() {
    steps = 0;
    seconds = 0;
    waited = 0;
    held = 0;
  }

  List<Metric> metrics(long step, double rate, StepResult result, Skipped skipped) {
    imagesPerSecond = steps * config.batch() / seconds;
    List<Metric> all = new ArrayList<>();
    all.add(StepMetric.LOSS.at(step, result.loss()));
    sums(result.parts()).forEach((kind, value) -> all.add(new Metric(kind, step, value)));
    result.parts().forEach((name, value) -> all.add(new Metric(name, step, value)));
    all.add(StepMetric.LEARNING_RATE.at(step, rate));
    all.add(StepMetric.GRADIENT_NORM.at(step, result.gradientNorm()));
    all.add(StepMetric.IMAGES_PER_SECOND.at(step, imagesPerSecond));
    double peak = peakMib.getAsDouble();
    if (!Double.isNaN(peak)) {
      all.add(StepMetric.PEAK_MIB.at(step, peak));
    }
    all.add(StepMetric.DATA_WAIT_PERCENT.at(step, 100 * waited / seconds));
    if (held > 0) {
      all.add(StepMetric.CHECKPOINT_PERCENT.at(step, 100 * held / (seconds + held)));
    }
    if (skipped.images() > 0) {
      all.add(StepMetric.SKIPPED_IMAGES.at(step, skipped.images()));
    }
    if (skipped.steps() > 0) {
      all.add(StepMetric.SKIPPED_STEPS.at(step, skipped.steps()));
    }
    paused();
    return all;
  }

  /** Parts named {@code stageS_KIND}, summed over the stages. */
  private static Map<String, Double> sums(Map<String, Float> parts) {
    Map<String, Double> sums = new LinkedHashMap<>();
    parts.forEach(
        (name, value) -> {
          if (name.startsWith("stage")) {
            sums.merge(name.substring(name.indexOf('_') + 1), (double) value, Double::sum);
          }
        });
    return sums;
  }

  Progress progress(String phase, long step, double score) {
    double speed = steps > 0 && seconds > 0 ? steps * config.batch() / seconds : imagesPerSecond;
    double left = (double) (config.steps() - step) * config.batch();
    double eta = speed > 0 ? left / speed : Double.NaN;
    return new Progress(phase, step, config.steps(), loss, speed, eta, score);
  }
}
