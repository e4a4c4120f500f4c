package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import java.util.List;
import java.util.Optional;

/** Finds what people mean: an id, the beginning of one, a name, or {@code SWEEP/TRIAL}. */
final class Selector {
  private static final int NEWEST = 1000;

  private final SweepStore sweeps;
  private final TrialStore trials;

  Selector(Database database) {
    this.sweeps = new SweepStore(database);
    this.trials = new TrialStore(database);
  }

  static CliException noSweep(String text) {
    return new CliException("there is no sweep " + text + "; see `lors status`");
  }

  /** The sweep, or an error that says so. */
  Sweep sweep(String text) {
    return findSweep(text).orElseThrow(() -> noSweep(text));
  }

  /** The trial, or an error that says so. */
  Trial trial(String text) {
    return findTrial(text)
        .orElseThrow(() -> new CliException("there is no trial " + text + "; see `lors runs`"));
  }

  /** By id, then the beginning of one, then by name, newest first; never {@code SWEEP/TRIAL}. */
  Optional<Sweep> findSweep(String text) {
    if (text.indexOf('/') >= 0) {
      return Optional.empty();
    }
    Optional<Sweep> exact = sweeps.find(text);
    if (exact.isPresent()) {
      return exact;
    }
    List<Sweep> newest = sweeps.newest(NEWEST);
    List<Sweep> begun = newest.stream().filter(s -> s.id().startsWith(text)).toList();
    if (begun.size() > 1) {
      throw new CliException(
          text + " begins the ids of " + begun.size() + " sweeps; type more of it");
    }
    return begun.stream()
        .findFirst()
        .or(() -> newest.stream().filter(s -> s.name().equals(text)).findFirst());
  }

  /** By id, then the beginning of one, then by name in the newest sweep that has it. */
  Optional<Trial> findTrial(String text) {
    int slash = text.indexOf('/');
    if (slash > 0) {
      Sweep sweep = sweep(text.substring(0, slash));
      return member(sweep, text.substring(slash + 1));
    }
    List<String> ids = trials.idsLike(text, 2);
    if (ids.size() > 1 && !ids.contains(text)) {
      throw new CliException(text + " begins the ids of several trials; type more of it");
    }
    if (!ids.isEmpty()) {
      return trials.find(ids.contains(text) ? text : ids.get(0));
    }
    return sweeps.newest(NEWEST).stream().flatMap(s -> member(s, text).stream()).findFirst();
  }

  private Optional<Trial> member(Sweep sweep, String name) {
    return sweeps.members(sweep.id()).stream()
        .filter(m -> m.name().equals(name))
        .map(Member::trial)
        .findFirst();
  }
}
