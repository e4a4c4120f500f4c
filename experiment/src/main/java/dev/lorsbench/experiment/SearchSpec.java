package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The {@code search:} of a sweep: one trial whose parameters are varied. */
public final class SearchSpec {
  private static final int MOST = 100_000;
  // Each suggestion reads all results; NSGA-II compares each with each.
  private static final int MOST_LEARNT = 10_000;
  private static final List<String> OF_TRIAL = List.of("model", "train", "from", "resources");

  private final SearchMethod method;
  private final int total;
  private final long seed;
  private final int startup;
  private final int population;
  private final String name;
  private final String document;
  private final Section file;
  private final MappingNode trial;
  private final TrialTemplate template;
  private final List<Parameter> parameters;

  private SearchSpec(Section s, String document, TrialTemplate template) {
    this.document = document;
    this.file = s;
    this.template = template;
    this.method = s.build(() -> SearchMethod.of(s.text("method", null)));
    this.total = method.enumerates() ? 0 : s.integer("trials", null);
    this.seed = s.whole("seed", 0L);
    this.startup = s.integer("startup", 10);
    this.population = s.integer("population", 20);
    this.name = s.text("name", "trial");
    OF_TRIAL.forEach(s::has);
    if (!s.has("model")) {
      throw s.missing("model", "a preset's name or a mapping");
    }
    this.trial = Overlay.only(s.mapping(), OF_TRIAL);
    this.parameters =
        switch (method) {
          case LIST -> {
            s.has("points");
            yield List.of();
          }
          case GRID, RANDOM, SOBOL, TPE, NSGA2 ->
              List.copyOf(Parameter.readAll(s.required("parameters")).values());
        };
    s.build(
        () -> {
          Ranges.name("name", name);
          Ranges.between(
              "trials", total, method.enumerates() ? 0 : 1, method.learns() ? MOST_LEARNT : MOST);
          Ranges.between("startup", startup, 1, MOST);
          Ranges.between("population", population, 4, 1000);
          return this;
        });
  }

  static SearchSpec read(Section s, String document, TrialTemplate template) {
    SearchSpec search = new SearchSpec(s, document, template);
    s.done();
    return search;
  }

  /** The whole text of the sweep's file. */
  public String document() {
    return document;
  }

  /** How it comes to its trials. */
  public SearchMethod method() {
    return method;
  }

  /** How many trials it may draw; 0 where it enumerates them. */
  public int total() {
    return total;
  }

  /** Decides all that is drawn. */
  public long seed() {
    return seed;
  }

  /** How many random trials come before the first that is learnt from results. */
  public int startup() {
    return switch (method) {
      case NSGA2 -> population;
      case GRID, LIST, RANDOM, SOBOL, TPE -> startup;
    };
  }

  /** Size of NSGA-II's population. */
  public int population() {
    return population;
  }

  /** For each parameter how many values there are to choose from; 0 for an interval. */
  public List<Integer> choices() {
    return parameters.stream().map(p -> p.domain().choices()).toList();
  }

  /** For each parameter whether it counts at a point. */
  public List<Boolean> counting(List<Double> point) {
    List<Boolean> counting = new ArrayList<>();
    Map<String, String> laid = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      counting.add(p.counts(laid));
      if (counting.get(i)) {
        laid.put(p.path(), Parameter.text(p.domain().at(point.get(i))));
      }
    }
    return counting;
  }

  /** A trial that was drawn, and where. */
  public record Draw(TrialSpec trial, Drawn drawn) {}

  /**
   * The trial at a point.
   *
   * @param number from 0; its name ends with one more
   * @param point one coordinate in [0, 1) a parameter
   */
  public Draw at(int number, List<Double> point) {
    Map<ScalarNode, Node> values = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      if (p.counts(texts)) {
        Node value = p.domain().at(point.get(i));
        values.put(p.key(), value);
        texts.put(p.path(), Parameter.text(value));
      }
    }
    return draw(new Drawn(number, point, texts), values);
  }

  /** The draw once a seed, where the sweep has a list of them. */
  public List<Draw> seeded(Draw draw) {
    return template.seeded(draw.trial()).stream().map(t -> new Draw(t, draw.drawn())).toList();
  }

  private Draw draw(Drawn drawn, Map<ScalarNode, Node> values) {
    MappingNode laid = trial;
    for (Map.Entry<ScalarNode, Node> value : values.entrySet()) {
      laid = Overlay.lay(laid, value.getKey(), value.getValue());
    }
    String called = name + "-" + (drawn.number() + 1);
    return new Draw(template.read(file.of(laid, "search"), called), drawn);
  }

  /** The trials of a grid or a list; none where points are to be drawn. */
  List<Draw> enumerated() {
    List<Map<ScalarNode, Node>> all =
        switch (method) {
          case GRID -> Grid.of(file, parameters, MOST);
          case LIST -> listed();
          case RANDOM, SOBOL, TPE, NSGA2 -> List.of();
        };
    List<Draw> draws = new ArrayList<>();
    for (Map<ScalarNode, Node> values : all) {
      Map<String, String> texts = new LinkedHashMap<>();
      values.forEach((key, value) -> texts.put(key.getValue(), Parameter.text(value)));
      draws.add(draw(new Drawn(draws.size(), List.of(), texts), values));
    }
    return draws;
  }

  private List<Map<ScalarNode, Node>> listed() {
    List<Map<ScalarNode, Node>> all = new ArrayList<>();
    for (Section point : file.sections("points")) {
      Map<ScalarNode, Node> values = new LinkedHashMap<>();
      point.keys().forEach(key -> values.put(key, point.node(key.getValue())));
      all.add(values);
    }
    return all;
  }
}
