package dev.lorsbench.dashboard.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.experiment.TaskKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterTest {
  private static Point point(String name, String family, long parameters, double ap) {
    return new Point(name, "/trials/" + name, family, parameters, TaskKind.DETECTION, ap);
  }

  @Test
  void frontierHoldsWhatNobodyBeats() {
    List<Point> best =
        Scatter.frontier(
            List.of(
                point("full", "adamixer", 1_188_609, 0.51),
                point("wasteful", "adamixer", 1_400_000, 0.50),
                point("low-rank", "lors", 420_000, 0.48),
                point("weak", "lors", 430_000, 0.40)));
    assertThat(best).extracting(Point::name).containsExactly("low-rank", "full");
  }

  @Test
  void everyMarkAndTickLiesInsideTheChart() {
    List<Point> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(point("trial-" + i, i % 2 == 0 ? "lors" : "adamixer", 1 + 97L * i * i, i / 60.0));
    }
    Scatter chart = Scatter.of(many, 350, 280);
    assertThat(chart.dots()).hasSize(60);
    assertThat(chart.dots())
        .allSatisfy(
            d -> {
              assertThat(d.x()).isBetween(46.0, 328.0);
              assertThat(d.y()).isBetween(14.0, 236.0);
            });
    assertThat(chart.up()).hasSizeBetween(3, 8);
    assertThat(chart.across()).hasSizeBetween(3, 8);
  }

  @Test
  void oneTrialAloneHasRoundTicksAndNoFrontier() {
    Scatter chart = Scatter.of(List.of(point("only", "lors", 500_000, 0.4)), 1180, 340);
    assertThat(chart.frontier()).isEmpty();
    assertThat(chart.dots().get(0).label()).isEqualTo("only");
    assertThat(chart.dots().get(0).title()).isEqualTo("only: 500,000 decoder parameters, AP 0.400");
  }

  @Test
  void equalTrialsAreAllKeptAndTheirNamesDoNotCover() {
    List<Point> same =
        List.of(
            point("a", "lors", 10, 0.5), point("b", "lors", 10, 0.5), point("c", "lors", 10, 0.5));
    Scatter chart = Scatter.of(same, 1180, 340);
    assertThat(chart.dots()).extracting(d -> d.labelX() + "/" + d.labelY()).doesNotHaveDuplicates();
  }
}
