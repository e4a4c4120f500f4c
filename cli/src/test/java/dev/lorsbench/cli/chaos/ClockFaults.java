package dev.lorsbench.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Wall clocks are set forward and back, by seconds; what each step adds to, stays. */
record ClockFaults(Map<String, Clock> clocks, Random random) {
  private static final List<Long> FORWARD = List.of(3_600L, 86_400L);
  private static final List<Long> BACK = List.of(-600L, -7_200L);

  // Temporal's timers go by its wall clock, so that a lost worker's trial waits for as long as the
  // clock went back; and it deletes what ended a day ago, which is compared at the end.
  private static final String TEMPORAL = "temporal";
  private static final List<Long> TEMPORAL_FORWARD = List.of(60L, 3_600L);
  private static final List<Long> TEMPORAL_BACK = List.of(-10L, -60L);

  /** Both ways for each clock. */
  List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    clocks.forEach(
        (name, clock) -> {
          boolean temporal = name.equals(TEMPORAL);
          all.add(step("clock forward: " + name, clock, temporal ? TEMPORAL_FORWARD : FORWARD));
          all.add(step("clock back: " + name, clock, temporal ? TEMPORAL_BACK : BACK));
        });
    return all;
  }

  private Fault step(String name, Clock clock, List<Long> seconds) {
    return new Fault(name, () -> clock.step(seconds.get(random.nextInt(seconds.size()))));
  }
}
