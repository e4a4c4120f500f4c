package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a sweep's document. */
final class SweepReader {
  private final Section s;
  private final TrialTemplate template;

  private SweepReader(Section s, Optional<DataConfig> data) {
    this.s = s;
    TaskKind task = TaskKind.read(s);
    Optional<Budget> budget = s.section("budget").map(Budget::read);
    Optional<DataConfig> own = s.section("data").map(d -> DataConfig.read(d, task));
    DataConfig set =
        data.map(d -> d.of(task))
            .or(() -> own)
            .orElseThrow(() -> s.missing("data", "a mapping with folder:, or --data DIR"));
    TrainConfig defaults = TrainConfig.defaults(task);
    Optional<List<Long>> seeds = Optional.ofNullable(s.wholes("seeds", null));
    if (seeds.isPresent() && seeds.get().isEmpty()) {
      throw s.at(s.node("seeds"), "seeds is empty; it must be a list of whole numbers");
    }
    Optional<String> on = TrialSpec.resources(s);
    TrialTemplate first = new TrialTemplate(task, defaults, set, budget, seeds, on);
    TrainConfig shared = s.section("train").map(first::train).orElse(defaults);
    this.template = new TrialTemplate(task, shared, set, budget, seeds, on);
  }

  static SweepSpec read(Section s, String text, Optional<DataConfig> data) {
    return new SweepReader(s, data).read(text);
  }

  private SweepSpec read(String text) {
    Optional<SearchSpec> search = s.section("search").map(x -> SearchSpec.read(x, text, template));
    List<TrialSpec> listed = new ArrayList<>();
    if (search.isEmpty() || s.has("trials")) {
      s.sections("trials").forEach(entry -> listed.addAll(seeded(entry)));
    }
    search.ifPresent(this::refuseSeeds);
    SweepSpec spec = s.build(() -> spec(listed, search));
    s.done();
    List<SearchSpec.Draw> enumerated = new ArrayList<>();
    search.ifPresent(x -> x.enumerated().forEach(d -> enumerated.addAll(x.seeded(d))));
    return s.build(() -> spec.withDraws(enumerated));
  }

  private SweepSpec spec(List<TrialSpec> listed, Optional<SearchSpec> search) {
    return new SweepSpec(
        s.text("name", null),
        Parallelism.read(s),
        baseline(listed),
        listed,
        Map.of(),
        template.budget(),
        s.section("early_stopping").map(StoppingRule::read),
        search);
  }

  /** Its name with the first seed, where trials are named so; the others follow by their seeds. */
  private String baseline(List<TrialSpec> listed) {
    String given = s.text("baseline", "");
    if (given.isEmpty()) {
      return listed.isEmpty() ? "" : Baselines.firstFull(listed);
    }
    String first = template.seeds().map(all -> given + Baselines.suffix(all.get(0))).orElse(given);
    boolean named = listed.stream().anyMatch(t -> t.name().equals(first));
    return named ? first : given;
  }

  private void refuseSeeds(SearchSpec search) {
    if (template.seeds().isPresent() && search.method().learns()) {
      throw s.at(
          s.node("seeds"),
          "seeds go with grid, list, random and sobol; a search that learns takes train.seed");
    }
  }

  private List<TrialSpec> seeded(Section entry) {
    TrialSpec trial = template.read(entry, entry.text("name", null));
    return entry.build(() -> template.seeded(trial));
  }
}
