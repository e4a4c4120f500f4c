package dev.lorsbench.orchestrator.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fronts of trials none of which is better in everything (Deb et al., 2002). */
final class Front {
  private Front() {}

  /** Whether {@code a} is at least as good everywhere and better somewhere. */
  static boolean dominates(Observation a, Observation b) {
    boolean better = false;
    for (int k = 0; k < a.objectives().size(); k++) {
      double x = a.objectives().get(k);
      double y = b.objectives().get(k);
      if (x > y) {
        return false;
      }
      better |= x < y;
    }
    return better;
  }

  /** Fast non-dominated sorting: the best front first, each by number. */
  static List<List<Observation>> sorted(List<Observation> all) {
    List<List<Observation>> fronts = new ArrayList<>();
    int[] above = new int[all.size()];
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Observation other : all) {
        above[i] += dominates(other, all.get(i)) ? 1 : 0;
      }
      if (above[i] == 0) {
        front.add(i);
      }
    }
    while (!front.isEmpty()) {
      fronts.add(front.stream().map(all::get).toList());
      List<Integer> next = new ArrayList<>();
      for (int i : front) {
        for (int j = 0; j < all.size(); j++) {
          if (dominates(all.get(i), all.get(j)) && --above[j] == 0) {
            next.add(j);
          }
        }
      }
      Collections.sort(next);
      front = next;
    }
    return fronts;
  }

  /** How far each trial's neighbours in its front lie apart; the ends are infinitely far. */
  static Map<Observation, Double> crowding(List<Observation> front) {
    Map<Observation, Double> distance = new HashMap<>();
    front.forEach(o -> distance.put(o, 0.0));
    for (int objective = 0; objective < front.get(0).objectives().size(); objective++) {
      int k = objective;
      List<Observation> line = new ArrayList<>(front);
      line.sort(
          Comparator.comparingDouble((Observation o) -> o.objectives().get(k))
              .thenComparing(Observation::number));
      double low = line.get(0).objectives().get(k);
      double span = line.get(line.size() - 1).objectives().get(k) - low;
      distance.put(line.get(0), Double.POSITIVE_INFINITY);
      distance.put(line.get(line.size() - 1), Double.POSITIVE_INFINITY);
      for (int i = 1; span > 0 && i < line.size() - 1; i++) {
        double gap = line.get(i + 1).objectives().get(k) - line.get(i - 1).objectives().get(k);
        distance.merge(line.get(i), gap / span, Double::sum);
      }
    }
    return distance;
  }
}
