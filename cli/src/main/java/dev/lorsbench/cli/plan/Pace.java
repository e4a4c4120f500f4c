package dev.lorsbench.cli.plan;

import dev.lorsbench.db.PastRuns;
import dev.lorsbench.experiment.TrialSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How fast trials train and how much memory they take.
 *
 * @param secondsPerStep of networks that have been trained, by what decides it
 * @param peakMib of the same
 * @param gflopsPerSecond of training for all others: three forward passes a step
 * @param basis where the numbers come from, in words
 */
record Pace(
    Map<TrialCost.Key, Double> secondsPerStep,
    Map<TrialCost.Key, Double> peakMib,
    double gflopsPerSecond,
    String basis) {
  private static final double MIB = 1 << 20;

  /** A training step's work over that of its forward pass: the gradient takes twice as much. */
  private static final double PASSES = 3;

  // Of a few CPU cores, by the order of magnitude.
  private static final double ASSUMED = 20;

  /** Nothing has been measured. */
  static Pace assumed() {
    return rate(
        ASSUMED,
        "from GFLOPs alone, at an assumed %.0f GFLOP/s; nothing was measured".formatted(ASSUMED));
  }

  static Pace rate(double gflopsPerSecond, String basis) {
    return new Pace(Map.of(), Map.of(), gflopsPerSecond, basis);
  }

  /** From runs that are in the ledger; at least one. */
  static Pace of(List<PastRuns.Run> runs, Function<TrialSpec, TrialCost> costs) {
    Map<TrialCost.Key, List<Double>> seconds = new HashMap<>();
    Map<TrialCost.Key, List<Double>> peaks = new HashMap<>();
    List<Double> rates = new ArrayList<>();
    for (PastRuns.Run run : runs) {
      TrialCost.Key key = TrialCost.Key.of(run.spec());
      double step = run.seconds() / run.steps();
      seconds.computeIfAbsent(key, k -> new ArrayList<>()).add(step);
      if (!Double.isNaN(run.peakMib())) {
        peaks.computeIfAbsent(key, k -> new ArrayList<>()).add(run.peakMib());
      }
      rates.add(work(run.spec(), costs.apply(run.spec())) / step);
    }
    return new Pace(
        medians(seconds),
        medians(peaks),
        median(rates),
        "from %d trials of the ledger".formatted(runs.size()));
  }

  private static Map<TrialCost.Key, Double> medians(Map<TrialCost.Key, List<Double>> all) {
    Map<TrialCost.Key, Double> medians = new HashMap<>();
    all.forEach((key, values) -> medians.put(key, median(values)));
    return medians;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  /** GFLOPs of one step. */
  static double work(TrialSpec trial, TrialCost cost) {
    return PASSES * cost.gflops() * trial.train().batch();
  }

  /** Seconds of a trial's steps, evaluations left out. */
  double seconds(TrialSpec trial, TrialCost cost) {
    double step =
        secondsPerStep.getOrDefault(TrialCost.Key.of(trial), work(trial, cost) / gflopsPerSecond);
    double all = step * trial.train().steps();
    double most = trial.train().stop().seconds();
    return most > 0 ? Math.min(most, all) : all;
  }

  /** MiB that a trial was seen to take, else what is counted. */
  double memoryMib(TrialSpec trial, TrialCost cost) {
    return peakMib.getOrDefault(TrialCost.Key.of(trial), cost.memoryBytes() / MIB);
  }
}
