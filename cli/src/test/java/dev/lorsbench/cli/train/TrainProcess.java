package dev.lorsbench.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** {@code lors train} as a process of its own, watched through its files as anyone could. */
final class TrainProcess implements AutoCloseable {
  private static final String OPTIONS =
      "--size 64 --batch 2 --seed 9 --threads 1 --set log_every=1 --set checkpoint_every=7"
          + " --set evaluate_every=12 --set warmup_steps=5";

  private final Process process;
  private final Path out;
  private final Path log;
  private final long linesBefore;

  private TrainProcess(Process process, Path out, Path log) throws IOException {
    this.process = process;
    this.out = out;
    this.log = log;
    this.linesBefore = lines();
  }

  static TrainProcess start(Path data, Path model, int steps, Path out) throws IOException {
    Path log = Files.createTempFile(out.toAbsolutePath().getParent(), "train", ".log");
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of("dev.lorsbench.cli.Lors", "train", "--data", data.toString()));
    words.addAll(List.of("--config", model.toString(), "--out", out.toString()));
    words.addAll(List.of("--steps", Integer.toString(steps)));
    words.addAll(List.of(OPTIONS.split(" ")));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new TrainProcess(process, out, log);
  }

  /** Waits for the n-th such moment, and a little more that is random. */
  void await(Moment moment, int nth, Random random) throws IOException {
    switch (moment) {
      case CHECKPOINT -> {
        String newest = newestCheckpoint();
        if (nth > 1) {
          await(() -> !newestCheckpoint().equals(newest));
        }
        // A disk may be too fast to be caught in the act; then right after it.
        String first = newestCheckpoint();
        await(() -> !halfWritten().isEmpty() || !newestCheckpoint().equals(first));
      }
      case EVALUATION -> await(() -> output().split("evaluating at step").length > nth);
      case RANDOM -> {
        long line = linesBefore + 1 + random.nextInt(20);
        await(() -> lines() >= line);
        LockSupport.parkNanos(random.nextInt(20_000_000));
      }
    }
  }

  private void await(Condition condition) throws IOException {
    while (!condition.holds()) {
      if (!process.isAlive()) {
        throw new AssertionError("it ended before it could be killed: " + output());
      }
      LockSupport.parkNanos(200_000);
    }
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int code() throws InterruptedException {
    return process.waitFor();
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /** What a killed process left, for the report. */
  String found(Moment aimed) throws IOException {
    return "%s; %d steps logged, %d files half written"
        .formatted(aimed, lines(), halfWritten().size());
  }

  private List<String> halfWritten() throws IOException {
    return checkpoints("\\.step.*writing");
  }

  private String newestCheckpoint() throws IOException {
    return checkpoints("step.*json").stream().max(String::compareTo).orElse("");
  }

  private List<String> checkpoints(String names) throws IOException {
    Path checkpoints = out.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.matches(names)).toList();
    }
  }

  private long lines() throws IOException {
    Path metrics = out.resolve("metrics.jsonl");
    return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** Something to wait for. */
  private interface Condition {
    boolean holds() throws IOException;
  }
}
