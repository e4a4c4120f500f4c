package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A sweep: trials that are compared with baselines.
 *
 * @param name 1 to 100 letters, digits, {@code . _ -}
 * @param limits how many trials run at once
 * @param baseline the name of the trial that the others are measured against, or {@link #MATCHED}
 * @param trials names differ; none only where a search has yet to draw its first
 * @param drawn where a search's trials were drawn, by name
 * @param budget what every trial may spend; empty leaves it to each trial's training
 * @param stopping by what rule trials are ended early; empty is never
 * @param search what is varied; empty where the file lists all trials
 */
public record SweepSpec(
    String name,
    Parallelism limits,
    String baseline,
    List<TrialSpec> trials,
    Map<String, Drawn> drawn,
    Optional<Budget> budget,
    Optional<StoppingRule> stopping,
    Optional<SearchSpec> search) {
  /** In place of a name: each low-rank trial's own full-parameter run. */
  public static final String MATCHED = "matched";

  /** Trials that one sweep may have. */
  public static final int MOST_TRIALS = 100_000;

  public SweepSpec {
    Ranges.name("name", name);
    trials = List.copyOf(trials);
    drawn = Map.copyOf(drawn);
    Ranges.between("trials", trials.size(), search.isPresent() ? 0 : 1, MOST_TRIALS);
    Set<String> names = new HashSet<>();
    for (TrialSpec trial : trials) {
      if (!names.add(trial.name())) {
        throw new ConfigException("two trials are named " + trial.name() + "; names must differ");
      }
    }
    if (!trials.isEmpty() && !baseline.equals(MATCHED) && !names.contains(baseline)) {
      throw new ConfigException(
          Nearest.unknown("baseline", baseline, Baselines.named(names, MATCHED)));
    }
    if (stopping.isPresent()) {
      trials.forEach(SweepSpec::requireEvaluations);
    }
  }

  private static void requireEvaluations(TrialSpec trial) {
    TrainConfig train = trial.train();
    if (train.evaluateEvery() == 0 && train.evaluateEpochs() == 0) {
      throw new ConfigException(
          "early_stopping judges trials at their evaluations; set evaluate_every or"
              + " evaluate_epochs (trial "
              + trial.name()
              + " has neither)");
    }
  }

  /** A sweep of listed trials. */
  public SweepSpec(String name, int parallelism, String baseline, List<TrialSpec> trials) {
    this(
        name,
        Parallelism.of(parallelism),
        baseline,
        trials,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** How many trials run at once where the resource class has no limit of its own. */
  public int parallelism() {
    return limits.usual();
  }

  /**
   * The sweep as it runs where trials that name no resource class go to a task queue, with the
   * limits of the classes that it needs.
   */
  public SweepSpec on(String queue) {
    Set<String> classes = new TreeSet<>();
    trials.forEach(t -> classes.add(t.resources().orElse(ResourceClass.of(queue))));
    return with(
        classes.isEmpty() ? Parallelism.of(limits.on(queue)) : limits.among(classes),
        trials,
        drawn);
  }

  /** The sweep with every trial on the data whose fingerprint was taken. */
  public SweepSpec withData(DataConfig data) {
    return mapped(t -> t.withData(data));
  }

  /** The sweep with a budget of epochs in steps. */
  public SweepSpec withTrainImages(int images) {
    if (budget.isEmpty()) {
      return this;
    }
    Budget counted = budget.get().withImages(images);
    return new SweepSpec(
        name,
        limits,
        baseline,
        trials.stream().map(t -> t.withTrain(counted.apply(t.train()))).toList(),
        drawn,
        Optional.of(counted),
        stopping,
        search);
  }

  /** The sweep with {@code taken} applied to the first weights of each trial that has any. */
  public SweepSpec withFrom(UnaryOperator<StartWeights> taken) {
    if (trials.stream().allMatch(t -> t.from().isEmpty())) {
      return this;
    }
    return mapped(t -> t.withFrom(t.from().map(taken)));
  }

  /** The sweep with trials of its search besides, and with the baselines that they lack. */
  public SweepSpec withDraws(List<SearchSpec.Draw> draws) {
    List<TrialSpec> all = new ArrayList<>(trials);
    Map<String, Drawn> places = new LinkedHashMap<>(drawn);
    for (SearchSpec.Draw draw : draws) {
      all.add(draw.trial());
      places.put(draw.trial().name(), draw.drawn());
    }
    if (baseline.equals(MATCHED)) {
      all.addAll(Baselines.missing(all));
    }
    return with(limits, all, places);
  }

  /** The trial that stands for all baselines where one is asked for. */
  public TrialSpec baselineTrial() {
    String named = baseline.equals(MATCHED) ? Baselines.firstFull(trials) : baseline;
    return trials.stream().filter(t -> t.name().equals(named)).findFirst().orElseThrow();
  }

  /** For each trial the name of the one that it is measured against. */
  public Map<String, String> baselines() {
    return Baselines.of(this);
  }

  /**
   * What a trial spends, in the budget's unit, else in images: trials that spend as much compare.
   */
  public double spends(TrialSpec trial) {
    return budget
        .map(Budget::amount)
        .orElse((double) trial.train().steps() * trial.train().batch());
  }

  private SweepSpec mapped(Function<TrialSpec, TrialSpec> change) {
    return with(limits, trials.stream().map(change).toList(), drawn);
  }

  private SweepSpec with(Parallelism at, List<TrialSpec> all, Map<String, Drawn> places) {
    String named = baseline.isEmpty() && !all.isEmpty() ? Baselines.firstFull(all) : baseline;
    return new SweepSpec(name, at, named, all, places, budget, stopping, search);
  }

  /**
   * Whether a sweep's document says which data it is about.
   *
   * @throws ConfigException where it is no YAML mapping
   */
  public static boolean namesData(String text, String file) {
    return Section.parse(text, file).has("data");
  }

  /**
   * Reads a sweep. Of a search only what needs no drawing is among its trials.
   *
   * @param text the YAML document
   * @param file its name, for messages
   * @param data what {@code --data} said; goes before the file's own {@code data:}
   * @throws ConfigException naming file, line, key and what is allowed
   */
  public static SweepSpec parse(String text, String file, Optional<DataConfig> data) {
    return SweepReader.read(Section.parse(text, file), text, data);
  }
}
