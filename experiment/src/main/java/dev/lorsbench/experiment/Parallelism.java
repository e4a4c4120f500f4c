package dev.lorsbench.experiment;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * How many trials of a sweep run at once.
 *
 * @param usual where the resource class has no limit of its own
 * @param byClass limits by resource class: {@code cpu}, {@code gpu.1}, {@code gpu.8}
 */
public record Parallelism(int usual, Map<String, Integer> byClass) {
  /** No sweep runs more trials at once. */
  public static final int MOST = 1000;

  public Parallelism {
    Ranges.between("parallelism", usual, 1, MOST);
    byClass = Map.copyOf(byClass);
    byClass.forEach(
        (name, limit) -> {
          ResourceClass.require("parallelism", name);
          Ranges.between("parallelism." + name, limit, 1, MOST);
        });
  }

  /** The same everywhere. */
  public static Parallelism of(int usual) {
    return new Parallelism(usual, Map.of());
  }

  static Parallelism read(Section s) {
    if (!s.has("parallelism") || s.isText("parallelism")) {
      return s.build(() -> of(s.integer("parallelism", 1)));
    }
    Section own = s.required("parallelism");
    Map<String, Integer> limits = new TreeMap<>();
    for (ScalarNode key : own.keys()) {
      limits.put(key.getValue(), own.integer(key.getValue(), null));
    }
    return own.build(() -> new Parallelism(1, limits));
  }

  /** The limit on a task queue such as {@code train.gpu.1}. */
  public int on(String queue) {
    return byClass.getOrDefault(ResourceClass.of(queue), usual);
  }

  /**
   * The limits of a sweep whose trials need these classes. Of one class they are one number. Of
   * several each class keeps its own, and at once there are as many as all of them allow; a plain
   * number counts all trials together.
   */
  Parallelism among(Set<String> classes) {
    if (classes.size() == 1) {
      return of(on(classes.iterator().next()));
    }
    if (byClass.isEmpty()) {
      return this;
    }
    Map<String, Integer> own = new TreeMap<>();
    classes.forEach(name -> own.put(name, on(name)));
    int all = own.values().stream().mapToInt(n -> n).sum();
    return new Parallelism(Math.min(all, MOST), own);
  }
}
