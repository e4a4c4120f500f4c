package dev.lorsbench.cli.chaos;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.workers.training.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares what a broken platform left with runs that nothing happened to. */
final class Checker {
  private final Database ledger;
  private final Path trials;
  private final Path undisturbed;
  private final Report report;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int succeeded;
  private int sameBits;
  private int points;
  private int evaluations;
  private int files;

  /**
   * A check of a ledger and its workers' files.
   *
   * @param trials where the workers keep a folder a trial
   * @param undisturbed a folder a trial of {@code lors train}
   */
  Checker(Database ledger, Path trials, Path undisturbed, Report report) {
    this.ledger = ledger;
    this.trials = trials;
    this.undisturbed = undisturbed;
    this.report = report;
  }

  /** Each trial's end, bits, numbers, attempts and files, and that there are no others. */
  void check(List<TrialSpec> specs) throws IOException {
    Set<String> known = new HashSet<>();
    for (TrialSpec spec : specs) {
      known.add(spec.id());
      trial(spec);
    }
    for (Path file : Remains.files(trials)) {
      if (!known.contains(file.getName(0).toString())) {
        report.problem("no trial has the file " + file);
      }
    }
    report.line("trials", "%d, of which succeeded %d", specs.size(), succeeded);
    report.line("weights", "%d with the bits of the undisturbed run", sameBits);
    report.line("metrics", "%d points, %d evaluations compared", points, evaluations);
    report.line("attempts", "%s", outcomes);
    report.line("files", "%d", files);
  }

  private void trial(TrialSpec spec) throws IOException {
    Trial trial = new TrialStore(ledger).find(spec.id()).orElseThrow();
    String name = spec.name() + " (" + trial.id() + ")";
    if (trial.state() != TrialState.SUCCEEDED) {
      report.problem(name + " is " + trial.state() + ": " + trial.message());
      return;
    }
    succeeded++;
    Path whole = undisturbed.resolve(spec.name());
    Path weights = Path.of("model.safetensors");
    if (Files.mismatch(trials.resolve(trial.id()).resolve(weights), whole.resolve(weights)) >= 0) {
      report.problem(name + ": its weights have other bits");
    } else {
      sameBits++;
    }
    Numbers numbers = Numbers.of(ledger, trial.id());
    points += numbers.points();
    evaluations += numbers.evaluations().size();
    numbers
        .differences(Numbers.of(whole.resolve("metrics.jsonl")))
        .forEach(d -> report.problem(name + ": " + d));
    attempts(trial, name);
    files(trial, name, weights);
  }

  private void attempts(Trial trial, String name) {
    List<AttemptStore.Row> rows = new AttemptStore(ledger).of(trial.id());
    rows.forEach(r -> outcomes.merge(String.valueOf(r.outcome()), 1, Integer::sum));
    long ends = rows.stream().filter(r -> "SUCCEEDED".equals(r.outcome())).count();
    if (ends != 1 || rows.stream().anyMatch(r -> r.endedAt() == null)) {
      report.problem(name + ": attempts without an end, or not one that succeeded");
    }
  }

  /** The last weights and the checkpoints that the ledger points to are there, and nothing else. */
  private void files(Trial trial, String name, Path weights) throws IOException {
    Path folder = trials.resolve(trial.id());
    Set<Path> expected = new HashSet<>(Set.of(weights));
    for (CheckpointStore.Pointer p : new CheckpointStore(ledger).newestFirst(trial.id())) {
      Path manifest = folder.relativize(Path.of(p.path()));
      expected.addAll(List.of(manifest, Leftovers.tensorsOf(manifest)));
    }
    Set<Path> found = new HashSet<>(Remains.files(folder));
    files += found.size();
    expected.stream()
        .filter(f -> !found.contains(f))
        .forEach(f -> report.problem(name + ": " + f + " is gone"));
    found.stream()
        .filter(f -> !expected.contains(f))
        .forEach(f -> report.problem(name + ": left behind " + f));
  }
}
