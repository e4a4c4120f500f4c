package dev.lorsbench.models.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HungarianTest {
  private final Hungarian hungarian = new Hungarian();

  private record Golden(
      String name,
      int rows,
      int columns,
      double[] cost,
      int[] assigned_rows,
      int[] assigned_columns,
      double total) {}

  private record GoldenFile(List<Golden> cases) {}

  @Test
  void goldenCasesAreEqual() throws IOException {
    for (Golden golden : golden()) {
      int[] assigned = hungarian.assign(golden.cost, golden.rows, golden.columns);
      int[] expected = new int[golden.rows];
      Arrays.fill(expected, -1);
      for (int i = 0; i < golden.assigned_rows.length; i++) {
        expected[golden.assigned_rows[i]] = golden.assigned_columns[i];
      }
      assertThat(total(golden.cost, golden.columns, assigned))
          .as(golden.name)
          .isCloseTo(golden.total, within(1e-9 * Math.max(1, Math.abs(golden.total))));
      assertThat(assigned).as(golden.name).isEqualTo(expected);
    }
  }

  @Test
  void floatsGiveWhatTheSameDoublesGive() throws IOException {
    for (Golden golden : golden()) {
      float[] floats = new float[golden.cost.length];
      double[] same = new double[floats.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) golden.cost[i];
        same[i] = floats[i];
      }
      assertThat(hungarian.assign(floats, golden.rows, golden.columns))
          .isEqualTo(new Hungarian().assign(same, golden.rows, golden.columns));
    }
  }

  @Property(tries = 300)
  void noPermutationIsCheaper(
      @ForAll @IntRange(min = 0, max = 6) int rows,
      @ForAll @IntRange(min = 0, max = 6) int columns,
      @ForAll @IntRange(min = 1, max = 1000) int range,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] cost = random.ints((long) rows * columns, -range, range).asDoubleStream().toArray();
    int[] assigned = hungarian.assign(cost, rows, columns);
    assertOneToOne(assigned, rows, columns);
    assertThat(total(cost, columns, assigned))
        .isCloseTo(cheapest(cost, rows, columns), within(1e-9));
  }

  @Property(tries = 100)
  void transposingTransposesTheTotal(
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 60) int columns,
      @ForAll long seed) {
    double[] cost = new Random(seed).doubles((long) rows * columns, -10, 10).toArray();
    double[] turned = new double[cost.length];
    for (int i = 0; i < cost.length; i++) {
      turned[(i % columns) * rows + i / columns] = cost[i];
    }
    int[] assigned = hungarian.assign(cost, rows, columns);
    assertOneToOne(assigned, rows, columns);
    assertThat(total(cost, columns, assigned))
        .isCloseTo(total(turned, rows, hungarian.assign(turned, columns, rows)), within(1e-9));
  }

  @Test
  void emptyMatricesAssignNothing() {
    assertThat(hungarian.assign(new double[0], 0, 0)).isEmpty();
    assertThat(hungarian.assign(new double[0], 0, 4)).isEmpty();
    assertThat(hungarian.assign(new double[0], 3, 0)).containsExactly(-1, -1, -1);
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hungarian.assign(new double[] {0, 1, 2, Double.NaN}, 2, 2))
        .withMessage("the cost of row 1, column 1 is NaN; it must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hungarian.assign(new float[] {0, Float.POSITIVE_INFINITY}, 2, 1))
        .withMessage("the cost of row 1, column 0 is Infinity; it must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hungarian.assign(new double[3], 2, 2))
        .withMessage("a cost matrix of 2 x 2 does not fit 3 values");
    assertThat(hungarian.assign(new double[] {0, 1, 1, 0}, 2, 2)).containsExactly(0, 1);
  }

  private static List<Golden> golden() throws IOException {
    try (InputStream in = HungarianTest.class.getResourceAsStream("/golden/hungarian.json")) {
      return new Gson()
          .fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), GoldenFile.class)
          .cases();
    }
  }

  private static void assertOneToOne(int[] assigned, int rows, int columns) {
    int[] used = Arrays.stream(assigned).filter(c -> c >= 0).toArray();
    assertThat(used).hasSize(Math.min(rows, columns)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(used).allMatch(c -> c < columns)).isTrue();
  }

  private static double total(double[] cost, int columns, int[] assigned) {
    double sum = 0;
    for (int i = 0; i < assigned.length; i++) {
      sum += assigned[i] < 0 ? 0 : cost[i * columns + assigned[i]];
    }
    return sum;
  }

  /** By trying every one-to-one assignment of min(rows, columns) pairs. */
  private static double cheapest(double[] cost, int rows, int columns) {
    int spare = Math.max(0, rows - columns);
    return cheapest(cost, columns, 0, rows, spare, new boolean[columns]);
  }

  private static double cheapest(
      double[] cost, int columns, int row, int rows, int spare, boolean[] used) {
    if (row == rows) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    if (spare > 0) {
      best = cheapest(cost, columns, row + 1, rows, spare - 1, used);
    }
    for (int j = 0; j < columns; j++) {
      if (!used[j]) {
        used[j] = true;
        double rest = cheapest(cost, columns, row + 1, rows, spare, used);
        best = Math.min(best, cost[row * columns + j] + rest);
        used[j] = false;
      }
    }
    return best;
  }
}
