package dev.lorsbench.workers.process;

import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.orchestrator.TaskQueues;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a worker process needs to know. It travels to child processes in their environment.
 *
 * @param temporal address of Temporal's frontend, {@code host:port}
 * @param dataDir where checkpoints go, below {@code trials/}
 * @param queue the task queue of its resource class
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code auto}
 * @param threads native threads, at least 1
 */
public record WorkerConfig(
    String temporal,
    String namespace,
    DatabaseConfig database,
    Path dataDir,
    String queue,
    String device,
    int threads) {
  private static final String TEMPORAL = "LORS_TEMPORAL_ADDRESS";
  private static final String NAMESPACE = "LORS_NAMESPACE";
  private static final String URL = "LORS_DATABASE_URL";
  private static final String USER = "LORS_DATABASE_USER";
  private static final String PASSWORD = "LORS_DATABASE_PASSWORD";
  private static final String DATA_DIR = "LORS_DATA_DIR";
  private static final String QUEUE = "LORS_QUEUE";
  private static final String DEVICE = "LORS_DEVICE";
  private static final String THREADS = "LORS_THREADS";

  /** The environment that {@link #fromEnvironment} reads back. */
  public Map<String, String> environment() {
    return Map.of(
        TEMPORAL, temporal,
        NAMESPACE, namespace,
        URL, database.url(),
        USER, database.user(),
        PASSWORD, database.password(),
        DATA_DIR, dataDir.toString(),
        QUEUE, queue,
        DEVICE, device,
        THREADS, Integer.toString(threads));
  }

  /**
   * Reads the environment.
   *
   * @throws ConfigException naming the variable that is missing or wrong
   */
  public static WorkerConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent(NAMESPACE, "default");
    all.putIfAbsent(USER, "lorsbench");
    all.putIfAbsent(PASSWORD, "");
    all.putIfAbsent(QUEUE, TaskQueues.TRAIN_CPU);
    all.putIfAbsent(DEVICE, "cpu");
    all.putIfAbsent(THREADS, Integer.toString(Runtime.getRuntime().availableProcessors()));
    return new WorkerConfig(
        required(all, TEMPORAL),
        all.get(NAMESPACE),
        new DatabaseConfig(required(all, URL), all.get(USER), all.get(PASSWORD)),
        Path.of(required(all, DATA_DIR)),
        all.get(QUEUE),
        all.get(DEVICE),
        threads(all.get(THREADS)));
  }

  private static String required(Map<String, String> all, String name) {
    String value = all.get(name);
    if (value == null || value.isBlank()) {
      throw new ConfigException("environment variable " + name + " is not set");
    }
    return value;
  }

  private static int threads(String text) {
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new ConfigException(THREADS + " is " + text + "; allowed is 1 to 9999");
    }
    return Integer.parseInt(text);
  }
}
