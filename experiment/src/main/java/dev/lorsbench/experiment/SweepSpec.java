package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A sweep: trials that are compared with one baseline.
 *
 * @param name 1 to 100 letters, digits, {@code . _ -}
 * @param parallelism how many trials run at once
 * @param baseline the name of the trial that the others are measured against
 * @param trials at least one, names differ
 */
public record SweepSpec(String name, int parallelism, String baseline, List<TrialSpec> trials) {
  public SweepSpec {
    Ranges.name("name", name);
    Ranges.between("parallelism", parallelism, 1, 1000);
    trials = List.copyOf(trials);
    Ranges.between("trials", trials.size(), 1, 100_000);
    Set<String> names = new HashSet<>();
    for (TrialSpec trial : trials) {
      if (!names.add(trial.name())) {
        throw new ConfigException("two trials are named " + trial.name() + "; names must differ");
      }
    }
    if (!names.contains(baseline)) {
      throw new ConfigException(Nearest.unknown("baseline", baseline, List.copyOf(names)));
    }
  }

  /** The sweep with every trial on the data whose fingerprint was taken. */
  public SweepSpec withData(DataConfig data) {
    return new SweepSpec(
        name, parallelism, baseline, trials.stream().map(t -> t.withData(data)).toList());
  }

  /** The sweep with {@code taken} applied to the first weights of each trial that has any. */
  public SweepSpec withFrom(UnaryOperator<StartWeights> taken) {
    return new SweepSpec(
        name,
        parallelism,
        baseline,
        trials.stream().map(t -> t.withFrom(t.from().map(taken))).toList());
  }

  /**
   * Reads a sweep.
   *
   * @param text the YAML document
   * @param file its name, for messages
   * @param data what {@code --data} said; goes before the file's own {@code data:}
   * @throws ConfigException naming file, line, key and what is allowed
   */
  public static SweepSpec parse(String text, String file, Optional<DataConfig> data) {
    Section s = Section.parse(text, file);
    TaskKind task = TaskKind.read(s);
    Optional<DataConfig> own = s.section("data").map(d -> DataConfig.read(d, task));
    DataConfig set =
        data.map(d -> d.of(task))
            .or(() -> own)
            .orElseThrow(() -> s.missing("data", "a mapping with folder:, or --data DIR"));
    TrainConfig shared =
        s.section("train")
            .map(t -> TrainConfig.read(t, TrainConfig.defaults(task)))
            .orElseGet(() -> TrainConfig.defaults(task));
    List<Long> seeds = s.wholes("seeds", null);
    List<TrialSpec> trials = new ArrayList<>();
    for (Section entry : s.sections("trials")) {
      trials.addAll(readTrial(entry, task, shared, seeds, set));
    }
    String baseline = s.text("baseline", firstFull(trials));
    SweepSpec spec =
        s.build(
            () ->
                new SweepSpec(s.text("name", null), s.integer("parallelism", 1), baseline, trials));
    s.done();
    return spec;
  }

  private static List<TrialSpec> readTrial(
      Section s, TaskKind task, TrainConfig shared, List<Long> seeds, DataConfig data) {
    String name = s.text("name", null);
    NetworkConfig model = NetworkConfig.read(s, task);
    Optional<StartWeights> from =
        s.has("from") ? Optional.of(new StartWeights(s.text("from", null), "")) : Optional.empty();
    TrainConfig train = s.section("train").map(t -> TrainConfig.read(t, shared)).orElse(shared);
    s.done();
    if (seeds == null) {
      return List.of(s.build(() -> new TrialSpec(name, model, train, data, from)));
    }
    return seeds.stream()
        .map(
            seed ->
                s.build(
                    () ->
                        new TrialSpec(name + "-s" + seed, model, train.withSeed(seed), data, from)))
        .toList();
  }

  private static String firstFull(List<TrialSpec> trials) {
    return trials.stream()
        .filter(t -> !t.model().lowRank())
        .findFirst()
        .or(() -> trials.stream().findFirst())
        .map(TrialSpec::name)
        .orElse("");
  }
}
