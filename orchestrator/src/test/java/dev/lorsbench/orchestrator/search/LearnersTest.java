package dev.lorsbench.orchestrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Searches on functions whose optima are known. Seeds are fixed, so that each number is too. */
class LearnersTest {
  private static final int SEEDS = 30;

  private static double best(List<Observation> all) {
    return all.stream().mapToDouble(Observation::loss).min().orElseThrow();
  }

  private static double tpe(
      int dimensions, long seed, int trials, ToDoubleFunction<List<Double>> f) {
    Tpe tpe = new Tpe(Collections.nCopies(dimensions, 0), seed);
    return best(
        KnownFunctions.run(tpe, dimensions, seed, 10, trials, p -> List.of(f.applyAsDouble(p))));
  }

  private static double random(
      int dimensions, long seed, int trials, ToDoubleFunction<List<Double>> f) {
    return best(
        KnownFunctions.run(
            null, dimensions, seed, trials, trials, p -> List.of(f.applyAsDouble(p))));
  }

  /** How many seeds TPE ends lower with than random search does, with the same first ten. */
  private static int wins(int dimensions, int trials, ToDoubleFunction<List<Double>> f) {
    int wins = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      wins += tpe(dimensions, seed, trials, f) < random(dimensions, seed, trials, f) ? 1 : 0;
    }
    return wins;
  }

  @Test
  void tpeBeatsRandomOnBraninAndOnASphereOfFiveDimensions() {
    // By chance alone, 24 of 30 or more happen in one of 1,400 cases.
    assertThat(wins(2, 80, KnownFunctions::branin)).isGreaterThanOrEqualTo(24);
    assertThat(wins(5, 80, KnownFunctions::sphere)).isGreaterThanOrEqualTo(27);
  }

  @Test
  void tpeComesNearTheOptimumOfBranin() {
    double sum = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      sum += tpe(2, seed, 120, KnownFunctions::branin);
    }
    assertThat(sum / SEEDS).isBetween(0.397, 0.7);
  }

  @Test
  void tpeFindsTheBestOfAFewValues() {
    Tpe tpe = new Tpe(List.of(8, 0), 3);
    List<Observation> seen =
        KnownFunctions.run(
            tpe, 2, 3, 10, 60, p -> List.of(Math.abs((int) (8 * p.get(0)) - 6) + p.get(1)));
    long sixes = seen.stream().skip(30).filter(o -> (int) (8 * o.point().get(0)) == 6).count();
    assertThat(sixes).isGreaterThan(20);
    assertThat(best(seen)).isLessThan(0.1);
  }

  @Test
  void nsga2ComesNearTheFrontOfZdt1AndCoversMoreThanRandomPoints() {
    // The whole front covers 0.1 + 2 / 3 + 0.11 = 0.8767 of this box.
    for (long seed = 0; seed < 5; seed++) {
      Nsga2 nsga2 = new Nsga2(Collections.nCopies(6, 0), 20, seed);
      double found =
          KnownFunctions.hypervolume(
              KnownFunctions.run(nsga2, 6, seed, 20, 600, KnownFunctions::zdt1));
      double random =
          KnownFunctions.hypervolume(
              KnownFunctions.run(nsga2, 6, seed, 600, 600, KnownFunctions::zdt1));
      assertThat(found).isGreaterThan(0.7).isLessThan(0.8767).isGreaterThan(random + 0.2);
    }
  }

  @Test
  void frontsAreSortedAsDefined() {
    List<Observation> all =
        List.of(of(0, 1, 5), of(1, 2, 2), of(2, 5, 1), of(3, 3, 3), of(4, 6, 6), of(5, 2, 2));
    assertThat(Front.sorted(all).stream().map(f -> f.stream().map(Observation::number).toList()))
        .containsExactly(List.of(0, 1, 2, 5), List.of(3), List.of(4));
    assertThat(Front.crowding(Front.sorted(all).get(0)).get(all.get(0))).isInfinite();
  }

  @Test
  void whatIsSuggestedFollowsFromWhatIsKnownAlone() {
    List<Observation> seen =
        KnownFunctions.run(null, 2, 1, 25, 25, p -> List.of(KnownFunctions.branin(p), p.get(0)));
    for (Learner learner : List.of(new Tpe(List.of(0, 0), 4), new Nsga2(List.of(0, 0), 8, 4))) {
      Suggestion first = learner.next(25, seen);
      assertThat(learner.next(25, seen)).isEqualTo(first);
      assertThat(learner.next(26, seen).point()).isNotEqualTo(first.point());
      assertThat(first.point()).allSatisfy(x -> assertThat(x).isBetween(0.0, Math.nextDown(1.0)));
      assertThat(first.reason()).contains("25");
    }
  }

  private static Observation of(int number, double a, double b) {
    return new Observation(number, List.of(), List.of(), List.of(a, b), false);
  }
}
