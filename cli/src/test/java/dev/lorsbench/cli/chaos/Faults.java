package dev.lorsbench.cli.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Everything that can happen to a cluster, one after another, by a seed. */
final class Faults {
  private final Random random;
  private final List<Fault> kinds = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final Map<String, Integer> happened = new TreeMap<>();

  /**
   * Faults for a cluster.
   *
   * @param disk the folder of a small disk that may be filled; null where there is none
   */
  Faults(Cluster cluster, Path disk, long seed) {
    this.random = new Random(seed);
    Lengths lengths = new Lengths(random);
    ProcessFaults processes = new ProcessFaults(cluster, lengths);
    kinds.add(processes.killedWorker());
    if (disk != null) {
      kinds.add(new FullDisk(disk, lengths).fault());
    } else {
      missing.add("no disk is full: this user may not mount one");
    }
    kinds.add(processes.killedBackend());
    // The short form comes no further than the first of these.
    List<Fault> others = new ArrayList<>(new ClockFaults(cluster.clocks(), random).all());
    others.add(processes.frozenWorker());
    others.addAll(processes.ofServices());
    others.addAll(new NetworkFaults(cluster.links(), lengths).all());
    Collections.shuffle(others, random);
    kinds.addAll(others);
    if (cluster.clocks().isEmpty()) {
      missing.add("no clock is stepped: there is no C compiler");
    } else if (!cluster.clocks().containsKey("temporal")) {
      missing.add("Temporal's clock is not stepped: that needs x86-64");
    }
  }

  /** What there is no kind of here, and why. */
  List<String> missing() {
    return missing;
  }

  /**
   * One fault: each kind once, in an order of the seed, then any. Returns when it is over, its
   * damage not.
   */
  String next(int number) throws IOException, InterruptedException {
    Fault fault = kinds.get(number < kinds.size() ? number : random.nextInt(kinds.size()));
    fault.act().happen();
    happened.merge(fault.name(), 1, Integer::sum);
    return fault.name();
  }

  /** How often each kind happened. */
  Map<String, Integer> happened() {
    return happened;
  }
}
