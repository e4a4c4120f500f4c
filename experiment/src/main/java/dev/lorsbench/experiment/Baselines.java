package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which trial each trial of a sweep is measured against. */
final class Baselines {
  private static final String NAME = "full";

  private Baselines() {}

  /** The first full-parameter trial, else the first. */
  static String firstFull(List<TrialSpec> trials) {
    return trials.stream()
        .filter(t -> !t.model().lowRank())
        .findFirst()
        .orElse(trials.get(0))
        .name();
  }

  /** How the name of a trial ends that a list of seeds made. */
  static String suffix(long seed) {
    return "-s" + seed;
  }

  static TrialSpec seeded(TrialSpec trial, long seed) {
    return trial
        .withTrain(trial.train().withSeed(seed))
        .named(trial.name() + suffix(seed), trial.resources());
  }

  /** Trials by name, each with its baseline's name. */
  static Map<String, String> of(SweepSpec sweep) {
    return sweep.baseline().equals(SweepSpec.MATCHED)
        ? matched(sweep.trials())
        : named(sweep.trials(), sweep.baseline());
  }

  /** Where the baseline is one of several seeds, a trial is measured against that of its own. */
  private static Map<String, String> named(List<TrialSpec> trials, String baseline) {
    Map<String, TrialSpec> byName = new HashMap<>();
    trials.forEach(t -> byName.put(t.name(), t));
    String ending = suffix(byName.get(baseline).train().seed());
    Map<String, String> baselines = new LinkedHashMap<>();
    for (TrialSpec t : trials) {
      String own = baseline;
      if (baseline.endsWith(ending)) {
        String stem = baseline.substring(0, baseline.length() - ending.length());
        String other = stem + suffix(t.train().seed());
        own = byName.containsKey(other) ? other : baseline;
      }
      baselines.put(t.name(), own);
    }
    return baselines;
  }

  private static Map<String, String> matched(List<TrialSpec> trials) {
    Map<String, String> full = full(trials);
    Map<String, String> baselines = new LinkedHashMap<>();
    trials.forEach(t -> baselines.put(t.name(), full.getOrDefault(key(t), t.name())));
    return baselines;
  }

  /** The full-parameter runs that low-rank trials lack: same data, schedule and seed. */
  static List<TrialSpec> missing(List<TrialSpec> trials) {
    Map<String, String> there = full(trials);
    Set<String> names = new HashSet<>();
    trials.forEach(t -> names.add(t.name()));
    List<TrialSpec> added = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (TrialSpec t : trials) {
      String key = key(t);
      if (t.model().lowRank() && !there.containsKey(key)) {
        String ending = t.name().endsWith(suffix(t.train().seed())) ? suffix(t.train().seed()) : "";
        String name;
        do {
          name = name(numbers.merge(ending, 1, Integer::sum)) + ending;
        } while (!names.add(name));
        TrialSpec own = new TrialSpec(name, t.model().full(), t.train(), t.data());
        added.add(own.named(name, t.resources()));
        there.put(key, name);
      }
    }
    return added;
  }

  /** The first full-parameter trial of each key that begins with fresh weights. */
  private static Map<String, String> full(List<TrialSpec> trials) {
    Map<String, String> full = new HashMap<>();
    for (TrialSpec t : trials) {
      if (!t.model().lowRank() && t.from().isEmpty()) {
        full.putIfAbsent(key(t), t.name());
      }
    }
    return full;
  }

  /** What a trial and its full-parameter run have in common, besides the sweep's data. */
  private static String key(TrialSpec t) {
    return t.model().full().json() + Json.write(t.train().decisive());
  }

  private static String name(int number) {
    return number == 1 ? NAME : NAME + "-" + number;
  }

  /** What a baseline may be called, the trials' names first. */
  static List<String> named(Set<String> names, String besides) {
    List<String> all = new ArrayList<>(names);
    all.add(besides);
    return all;
  }
}
