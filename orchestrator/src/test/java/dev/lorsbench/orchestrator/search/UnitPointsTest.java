package dev.lorsbench.orchestrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SearchSpec;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitPointsTest {
  private static String yaml(String method, long seed) {
    return """
    name: s
    train: {evaluate_every: 10}
    search:
      method: %s
      trials: 64
      seed: %d
      model: lors-tiny
      parameters:
        train.learning_rate: {range: [0.0001, 0.01], scale: log}
        train.weight_decay: {range: [0, 1]}
        train.flip: [0, 0.25, 0.5, 0.75]
    """
        .formatted(method, seed);
  }

  private static SweepSpec read(String method, long seed) {
    return SweepFile.read(yaml(method, seed), "s", Optional.of(DataConfig.folder("/d")));
  }

  @Test
  void theSameSeedDrawsTheSameTrialsAndAnotherOthers() {
    for (String method : List.of("random", "sobol", "tpe", "nsga2")) {
      List<TrialSpec> trials = read(method, 1).trials();
      assertThat(read(method, 1).trials()).isEqualTo(trials);
      assertThat(read(method, 2).trials()).isNotEqualTo(trials);
    }
  }

  @Test
  void aSearchThatLearnsBeginsWithItsRandomTrials() {
    assertThat(read("tpe", 1).trials()).hasSize(10);
    assertThat(read("nsga2", 1).trials()).hasSize(20);
    assertThat(read("tpe", 1).trials()).isEqualTo(read("random", 1).trials().subList(0, 10));
  }

  /** In base 2 the first 2^m points of a dimension lie in 2^m different boxes; a shift keeps 2. */
  @Test
  void sobolFillsEverySliceAndRandomDoesNot() {
    assertThat(slices("sobol")).isEqualTo(16 * 16);
    assertThat(slices("random")).isLessThan(16 * 16);
  }

  /** How many of 16 x 16 boxes of the first two parameters 1024 points meet. */
  private static int slices(String method) {
    SearchSpec search = read(method, 5).search().orElseThrow();
    var points = UnitPoints.of(search);
    Set<Integer> met = new HashSet<>();
    for (int i = 0; i < 1024; i++) {
      List<Double> p = points.apply(i);
      assertThat(p).allSatisfy(x -> assertThat(x).isBetween(0.0, Math.nextDown(1.0)));
      met.add((int) (16 * p.get(0)) * 16 + (int) (16 * p.get(1)));
    }
    return met.size();
  }
}
