package dev.lorsbench.experiment;

/** What a trial needs of a worker: {@code cpu}, or so many GPUs at once, {@code gpu.1}. */
public final class ResourceClass {
  private static final String NAME = "cpu|gpu\\.[1-9][0-9]{0,2}";
  private static final String QUEUE = "train.";

  private ResourceClass() {}

  /**
   * Refuses what is no class.
   *
   * @throws ConfigException naming field and value
   */
  public static String require(String field, String name) {
    Ranges.matches(field, name, NAME, "cpu, gpu.1, gpu.8, ...");
    return name;
  }

  /** The task queue that workers of a class poll. */
  public static String queue(String name) {
    return QUEUE + name;
  }

  /** The class of a task queue; a queue that is no class's is its own. */
  public static String of(String queue) {
    return queue.startsWith(QUEUE) ? queue.substring(QUEUE.length()) : queue;
  }
}
