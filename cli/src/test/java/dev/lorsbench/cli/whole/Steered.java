package dev.lorsbench.cli.whole;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A sweep as the ledger has it now.
 *
 * @param id the sweep's
 */
record Steered(Database database, String id) {
  /** The sweep that was submitted last. */
  static Steered newest(Database database) {
    return new Steered(database, new SweepStore(database).newest(1).get(0).id());
  }

  Sweep now() {
    return new SweepStore(database).find(id).orElseThrow();
  }

  private List<SweepStore.Member> members() {
    return new SweepStore(database).members(id);
  }

  List<String> names() {
    return members().stream().map(SweepStore.Member::name).toList();
  }

  Trial trial(String name) {
    return members().stream().filter(m -> m.name().equals(name)).findAny().orElseThrow().trial();
  }

  /** How often each kind of line is in the sweep's audit trail. */
  Map<String, Long> lines() {
    return kinds(new EventStore(database).ofSweep(id, 100));
  }

  /** How often each kind of line is in a trial's audit trail. */
  Map<String, Long> linesOf(String name) {
    return kinds(new EventStore(database).ofTrial(trial(name).id(), 100));
  }

  private static Map<String, Long> kinds(List<EventStore.Event> events) {
    return events.stream()
        .collect(Collectors.groupingBy(EventStore.Event::kind, Collectors.counting()));
  }
}
