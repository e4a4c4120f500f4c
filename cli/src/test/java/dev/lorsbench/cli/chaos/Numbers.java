package dev.lorsbench.cli.chaos;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All numbers of a trial: a value a step of each metric, and its evaluations. Of those that tell of
 * time and memory only the steps count, for they differ from run to run.
 *
 * @param metrics points by name, in the order of steps
 * @param evaluations as texts, without their duration
 */
record Numbers(Map<String, List<Metric>> metrics, List<String> evaluations) {
  private static final Set<String> OF_THE_MACHINE =
      Set.of("images_per_second", "peak_mib", "data_wait_percent");
  // Written where a checkpoint held the steps, which depends on where attempts began.
  private static final String OF_CHECKPOINTS = "checkpoint_percent";
  private static final int ALL = 1_000_000;

  /** As the ledger has them. */
  static Numbers of(Database ledger, String trial) {
    Map<String, List<Metric>> metrics = new TreeMap<>();
    MetricStore store = new MetricStore(ledger);
    for (String name : store.names(trial)) {
      store.series(trial, name, ALL).forEach(m -> add(metrics, m));
    }
    return new Numbers(
        metrics, new EvaluationStore(ledger).of(trial).stream().map(Numbers::text).toList());
  }

  /** As {@code lors train} wrote them into its {@code metrics.jsonl}. */
  static Numbers of(Path file) throws IOException {
    Map<String, List<Metric>> metrics = new TreeMap<>();
    List<String> evaluations = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonObject numbers = JsonParser.parseString(line).getAsJsonObject();
      long step = numbers.remove("step").getAsLong();
      JsonElement evaluation = numbers.get("evaluation");
      if (evaluation != null) {
        evaluations.add(text(evaluation(step, evaluation.getAsJsonObject())));
      } else {
        numbers
            .entrySet()
            .forEach(n -> add(metrics, new Metric(n.getKey(), step, n.getValue().getAsDouble())));
      }
    }
    return new Numbers(metrics, evaluations);
  }

  private static Evaluation evaluation(long step, JsonObject e) {
    return new Evaluation(
        step,
        e.get("ap").getAsDouble(),
        e.get("ap50").getAsDouble(),
        e.get("ap75").getAsDouble(),
        e.get("ap_small").getAsDouble(),
        e.get("ap_medium").getAsDouble(),
        e.get("ap_large").getAsDouble(),
        0);
  }

  private static void add(Map<String, List<Metric>> metrics, Metric m) {
    if (!m.name().equals(OF_CHECKPOINTS)) {
      double value = OF_THE_MACHINE.contains(m.name()) ? 0 : m.value();
      metrics
          .computeIfAbsent(m.name(), name -> new ArrayList<>())
          .add(new Metric(m.name(), m.step(), value));
    }
  }

  private static String text(Evaluation e) {
    return "step %d: %s %s %s %s %s %s"
        .formatted(e.step(), e.ap(), e.ap50(), e.ap75(), e.apSmall(), e.apMedium(), e.apLarge());
  }

  /** Points of all metrics. */
  int points() {
    return metrics.values().stream().mapToInt(List::size).sum();
  }

  /** What differs from the numbers of a run that nothing happened to; empty where nothing does. */
  List<String> differences(Numbers undisturbed) {
    List<String> all = new ArrayList<>();
    if (!metrics.keySet().equals(undisturbed.metrics.keySet())) {
      all.add("has " + metrics.keySet() + ", not " + undisturbed.metrics.keySet());
      return all;
    }
    metrics.forEach(
        (name, points) -> {
          List<Metric> expected = undisturbed.metrics.get(name);
          if (!points.equals(expected)) {
            all.add("%s: %s".formatted(name, difference(points, expected)));
          }
        });
    if (!evaluations.equals(undisturbed.evaluations)) {
      all.add("evaluations are " + evaluations + ", not " + undisturbed.evaluations);
    }
    return all;
  }

  private static String difference(List<Metric> points, List<Metric> expected) {
    int same = 0;
    while (same < Math.min(points.size(), expected.size())
        && points.get(same).equals(expected.get(same))) {
      same++;
    }
    return "%d points of %d, the first %d the same".formatted(points.size(), expected.size(), same);
  }
}
