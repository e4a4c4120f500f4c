package dev.lorsbench.cli.verify;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;

/** Statistics of a backbone's whole levels against a case's {@code feature_stats}. */
record FeatureStatistics(TensorCase given, List<NDArray> features) {
  /** Mean, standard deviation (n - 1) and largest magnitude of each whole level. */
  void compare(Measurements measured) {
    if (!given.golden().has("feature_stats")) {
      return;
    }
    double tolerance = given.tolerance("outputs");
    List<String> names = List.of(" mean", " deviation", " largest");
    GoldenFile.objectAt(given.golden(), "feature_stats")
        .asMap()
        .forEach(
            (level, expected) -> {
              NDArray feature = features.get(Integer.parseInt(level.substring(1)) - 2);
              double[] ours = statistics(TensorCase.doubles(feature));
              double[] theirs = GoldenFile.doubles(expected);
              for (int i = 0; i < ours.length; i++) {
                measured.number("outputs", tolerance, level + names.get(i), ours[i], theirs[i]);
              }
            });
  }

  private static double[] statistics(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return new double[] {mean, Math.sqrt(squares / (values.length - 1)), largest};
  }
}
