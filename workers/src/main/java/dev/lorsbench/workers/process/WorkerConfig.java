package dev.lorsbench.workers.process;

import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.workers.objects.ObjectUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker process needs to know. It travels to child processes in their environment.
 *
 * @param temporal Temporal's frontend
 * @param dataDir where files go, below {@code trials/}
 * @param store where checkpoints go instead, if anywhere
 * @param queue the task queue of its resource class
 * @param device {@code cpu}, {@code cuda}, {@code cuda:1} or {@code auto}
 * @param threads native threads, at least 1
 * @param grace how long a run that is asked to stop may take to finish its step and checkpoint
 * @param slot which of its machine's, such as {@code gpu:1}; empty for a worker on its own
 * @param stall longer than any step; a run of which nothing ends for so long hangs
 */
public record WorkerConfig(
    TemporalConfig temporal,
    DatabaseConfig database,
    Path dataDir,
    Optional<ObjectUri> store,
    String queue,
    String device,
    int threads,
    Duration stall,
    Duration grace,
    String slot) {
  private static final String URL = "LORS_DATABASE_URL";
  private static final String USER = "LORS_DATABASE_USER";
  private static final String PASSWORD = "LORS_DATABASE_PASSWORD";
  private static final String DATA_DIR = "LORS_DATA_DIR";
  private static final String QUEUE = "LORS_QUEUE";
  private static final String DEVICE = "LORS_DEVICE";
  private static final String THREADS = "LORS_THREADS";
  private static final String STALL = "LORS_STALL_SECONDS";
  private static final String GRACE = "LORS_GRACE_SECONDS";
  private static final String SLOT = "LORS_SLOT";

  /** Long enough for a step and a checkpoint of a small model. */
  public static final Duration GRACEFUL = Duration.ofSeconds(15);

  /** Half an hour: a step of the largest model on one core takes minutes. */
  public static final Duration PATIENT = Duration.ofMinutes(30);

  /** The environment that {@link #fromEnvironment} reads back. */
  public Map<String, String> environment() {
    Map<String, String> all = new HashMap<>(temporal.environment());
    all.put(URL, database.url());
    all.put(USER, database.user());
    all.put(PASSWORD, database.password());
    all.put(DATA_DIR, dataDir.toString());
    all.put(CheckpointPlace.VARIABLE, store.map(ObjectUri::toString).orElseGet(dataDir::toString));
    all.put(QUEUE, queue);
    all.put(DEVICE, device);
    all.put(THREADS, Integer.toString(threads));
    all.put(STALL, Long.toString(stall.toSeconds()));
    all.put(GRACE, Long.toString(grace.toSeconds()));
    all.put(SLOT, slot);
    return all;
  }

  /**
   * Reads the environment.
   *
   * @throws ConfigException naming the variable that is missing or wrong
   */
  public static WorkerConfig fromEnvironment(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent(USER, "lorsbench");
    all.putIfAbsent(PASSWORD, "");
    all.putIfAbsent(QUEUE, TaskQueues.TRAIN_CPU);
    all.putIfAbsent(DEVICE, "cpu");
    all.putIfAbsent(GRACE, Long.toString(GRACEFUL.toSeconds()));
    all.putIfAbsent(SLOT, "");
    all.putIfAbsent(STALL, Long.toString(PATIENT.toSeconds()));
    all.putIfAbsent(THREADS, Integer.toString(Runtime.getRuntime().availableProcessors()));
    CheckpointPlace place =
        CheckpointPlace.of(all.get(CheckpointPlace.VARIABLE), Path.of(required(all, DATA_DIR)));
    return new WorkerConfig(
        TemporalConfig.fromEnvironment(all),
        new DatabaseConfig(required(all, URL), all.get(USER), all.get(PASSWORD)),
        place.folder(),
        place.store(),
        all.get(QUEUE),
        all.get(DEVICE),
        whole(THREADS, all.get(THREADS), 9999),
        Duration.ofSeconds(whole(STALL, all.get(STALL), 999_999)),
        Duration.ofSeconds(whole(GRACE, all.get(GRACE), 999_999)),
        all.get(SLOT));
  }

  private static String required(Map<String, String> all, String name) {
    String value = all.get(name);
    if (value == null || value.isBlank()) {
      throw new ConfigException("environment variable " + name + " is not set");
    }
    return value;
  }

  private static int whole(String name, String text, int most) {
    if (!text.matches("[1-9]\\d{0,5}") || Integer.parseInt(text) > most) {
      throw new ConfigException(name + " is " + text + "; allowed is 1 to " + most);
    }
    return Integer.parseInt(text);
  }
}
