package dev.lorsbench.db;

import dev.lorsbench.experiment.ResourceClass;
import java.util.Map;

/**
 * How a sweep is to be run now.
 *
 * @param paused whether no trial of it is to run
 * @param parallelism trials at once, of all resource classes together
 * @param priority from 1, first, to 5, last: whose trials workers take first
 * @param limits trials at once of a resource class, by its name; a class without one has the
 *     sweep's alone
 */
public record Course(boolean paused, int parallelism, int priority, Map<String, Integer> limits) {
  /** Courses in workflow histories from before there were classes have no limits. */
  public Course {
    limits = limits == null ? Map.of() : Map.copyOf(limits);
  }

  /** How many trials of a task queue may run at once. */
  public int on(String queue) {
    return limits.getOrDefault(ResourceClass.of(queue), parallelism);
  }
}
