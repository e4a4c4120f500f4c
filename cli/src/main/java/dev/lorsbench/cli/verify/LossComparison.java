package dev.lorsbench.cli.verify;

import dev.lorsbench.models.loss.StageLosses;
import java.util.Arrays;
import java.util.Map;

/** The losses of a case and which target each query was matched to. */
record LossComparison(TensorCase given, Measurements measured) {
  void compare(StageLosses ours) {
    losses(ours.byName(), ours.total().toFloatArray()[0]);
    matching(ours.assigned());
  }

  /** Measures losses by name, the total among them. */
  private void losses(Map<String, Float> parts, double total) {
    double tolerance = given.tolerance("losses");
    GoldenFile.objectAt(given.golden(), "losses")
        .asMap()
        .forEach(
            (name, value) -> {
              Float ours = parts.get(name);
              if (ours == null) {
                measured.fail("nothing computes the loss " + name);
              } else {
                measured.number("losses", tolerance, name, ours, value.getAsDouble());
              }
            });
    if (given.golden().has("loss_total")) {
      double expected = given.golden().get("loss_total").getAsDouble();
      measured.number("losses", tolerance, "loss_total", total, expected);
    }
  }

  /** Counts queries that are matched to another target than the golden ones. */
  private void matching(int[][][] ours) {
    if (!given.golden().has("assigned_gt_1based")) {
      return;
    }
    int[][][] expected =
        given.golden().getAsJsonArray("assigned_gt_1based").asList().stream()
            .map(
                stage ->
                    stage.getAsJsonArray().asList().stream()
                        .map(GoldenFile::integers)
                        .toArray(int[][]::new))
            .toArray(int[][][]::new);
    boolean equal = Arrays.deepEquals(ours, expected);
    measured.exact(
        "matching", "assigned_gt_1based", equal ? 0 : Math.max(1, differing(ours, expected)));
  }

  private static long differing(int[][][] a, int[][][] b) {
    long differing = 0;
    for (int s = 0; s < Math.min(a.length, b.length); s++) {
      for (int i = 0; i < Math.min(a[s].length, b[s].length); i++) {
        for (int q = 0; q < Math.min(a[s][i].length, b[s][i].length); q++) {
          differing += a[s][i][q] == b[s][i][q] ? 0 : 1;
        }
      }
    }
    return differing;
  }
}
