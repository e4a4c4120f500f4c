package dev.lorsbench.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetectionRowsTest {
  private static final float[] GOLDEN = {
    0, 0, 10, 10, 0.9f, 1, //
    5, 5, 20, 30, 0.8f, 0, //
    1, 1, 11, 11, 0.8f, 2, //
    3, 3, 40, 40, 0.5f, 1, //
  };

  private static boolean passes(float... ours) {
    Measurements measured = new Measurements();
    new DetectionRows(ours, GOLDEN).compare(measured, 1e-4, "detections.0");
    return measured.failures().isEmpty()
        && measured.deviations().stream().allMatch(Deviation::within);
  }

  private static float[] with(int at, float value) {
    float[] rows = GOLDEN.clone();
    rows[at] = value;
    return rows;
  }

  @Test
  void equalRowsPass() {
    assertThat(passes(GOLDEN.clone())).isTrue();
    assertThat(passes(with(4, 0.90000004f))).isTrue();
  }

  @Test
  void rowsOfEqualScoreMayChangePlaces() {
    float[] turned = GOLDEN.clone();
    System.arraycopy(GOLDEN, 12, turned, 6, 6);
    System.arraycopy(GOLDEN, 6, turned, 12, 6);
    assertThat(passes(turned)).isTrue();
  }

  @Test
  void anotherRowOfTheCutsScoreMayStandIn() {
    float[] other = GOLDEN.clone();
    System.arraycopy(new float[] {7, 7, 9, 9, 0.5f, 0}, 0, other, 18, 6);
    assertThat(passes(other)).isTrue();
  }

  @Test
  void wrongRowsFail() {
    assertThat(passes(with(5, 2))).as("label").isFalse();
    assertThat(passes(with(4, 0.91f))).as("score").isFalse();
    assertThat(passes(with(2, 11))).as("box").isFalse();
    assertThat(passes(with(4, Float.NaN))).as("not a number").isFalse();
    assertThat(passes(new float[18])).as("too few").isFalse();
  }
}
