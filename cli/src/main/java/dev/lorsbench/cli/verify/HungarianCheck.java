package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.models.matching.Hungarian;
import java.util.Arrays;

/**
 * Assignments against SciPy's. Where several assignments have the least total, the total binds and
 * ours may be another one.
 */
record HungarianCheck(JsonObject file) implements Check {
  private static final double TOTAL = 1e-9;

  @Override
  public void run(Measurements measured) {
    Hungarian hungarian = new Hungarian();
    for (JsonElement element : GoldenFile.at(file, "cases").getAsJsonArray()) {
      one(hungarian, element.getAsJsonObject(), measured);
    }
  }

  private static void one(Hungarian hungarian, JsonObject golden, Measurements measured) {
    String name = GoldenFile.at(golden, "name").getAsString();
    int rows = GoldenFile.at(golden, "rows").getAsInt();
    int columns = GoldenFile.at(golden, "columns").getAsInt();
    double[] cost = GoldenFile.doubles(GoldenFile.at(golden, "cost"));
    int[] assigned = hungarian.assign(cost, rows, columns);
    measured.number(
        "total",
        TOTAL,
        name,
        total(cost, columns, assigned),
        GoldenFile.at(golden, "total").getAsDouble());
    measured.exact("pairs", name, wrongPairs(assigned, rows, columns));
  }

  private static double total(double[] cost, int columns, int[] assigned) {
    double sum = 0;
    for (int row = 0; row < assigned.length; row++) {
      sum += assigned[row] < 0 ? 0 : cost[row * columns + assigned[row]];
    }
    return sum;
  }

  /** By how many the assignment is short of min(rows, columns) pairs of distinct columns. */
  private static long wrongPairs(int[] assigned, int rows, int columns) {
    long distinct = Arrays.stream(assigned).filter(c -> c >= 0).distinct().count();
    return Math.min(rows, columns) - distinct;
  }
}
