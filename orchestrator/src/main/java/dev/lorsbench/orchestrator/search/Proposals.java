package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.SearchStore.Next;
import dev.lorsbench.db.SearchStore.Search;
import dev.lorsbench.db.SearchStore.Tried;
import dev.lorsbench.experiment.SearchSpec;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a search tries next, as a function of what it has tried. */
final class Proposals {
  // Where few values are left to combine, children are soon like trials that there were.
  private static final int DRAWS = 50;
  // Beyond the numbers that trials have.
  private static final int OTHERWISE = 1_000_000;

  private final Search search;
  private final SweepSpec sweep;
  private final SearchSpec spec;
  private final Learner learner;
  private final List<Observation> seen = new ArrayList<>();
  private final List<SearchSpec.Draw> draws = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, String> reasons = new HashMap<>();

  private Proposals(Search search) {
    this.search = search;
    this.sweep =
        SweepSpec.parse(
            search.document(),
            "the sweep's file",
            Optional.of(search.tried().get(0).spec().data()));
    this.spec = sweep.search().orElseThrow();
    this.learner = Learner.of(spec);
    for (Tried t : search.tried()) {
      seen.add(observed(t));
      add(spec.at(t.number(), t.point()));
    }
  }

  /** As many trials as there is room for, each knowing of those before it. */
  static Optional<Next> of(Search search) {
    int room = search.parallelism() - search.open();
    int left = search.total() - search.tried().size();
    return Math.min(room, left) <= 0
        ? Optional.empty()
        : Optional.of(new Proposals(search).next(Math.min(room, left)));
  }

  private Next next(int count) {
    for (int i = 0; i < count; i++) {
      int number = seen.size();
      Suggestion suggestion = fresh(number);
      SearchSpec.Draw draw = spec.at(number, suggestion.point());
      add(draw);
      reasons.put(draw.trial().name(), suggestion.reason());
      seen.add(observation(number, suggestion.point(), List.of(), false));
    }
    SweepSpec whole = sweep.withDraws(draws);
    SweepSpec counted = search.images() > 0 ? whole.withTrainImages(search.images()) : whole;
    return new Next(counted.withFrom(f -> search.tried().get(0).spec().from().orElse(f)), reasons);
  }

  /** A trial that has not been tried; one that has where chance brings no other. */
  private Suggestion fresh(int number) {
    Suggestion suggestion = learner.next(number, seen);
    for (int again = 1; again < DRAWS && tried(number, suggestion); again++) {
      suggestion = learner.next(number + again * OTHERWISE, seen);
    }
    return suggestion;
  }

  private boolean tried(int number, Suggestion suggestion) {
    return ids.contains(spec.at(number, suggestion.point()).trial().id());
  }

  private void add(SearchSpec.Draw draw) {
    draws.add(draw);
    ids.add(draw.trial().id());
  }

  private Observation observed(Tried t) {
    List<Double> objectives = List.of();
    if (t.state() == TrialState.SUCCEEDED && !Double.isNaN(t.score())) {
      objectives = learner.objectives(t);
    }
    boolean failed = t.state().ended() && objectives.isEmpty();
    return observation(t.number(), t.point(), objectives, failed);
  }

  private Observation observation(
      int number, List<Double> point, List<Double> objectives, boolean failed) {
    return new Observation(number, point, spec.counting(point), objectives, failed);
  }
}
