package dev.lorsbench.workers.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The folder of a run without a server: {@code config.json}, {@code metrics.jsonl}, {@code
 * checkpoints/}, and at the end {@code model.safetensors} and {@code result.json}. One process at a
 * time has it.
 */
public final class RunFolder implements AutoCloseable {
  private static final int LARGEST = 16 << 20;
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

  private final Path folder;
  private final TrialSpec spec;
  private final FileChannel lockFile;
  private final FileMetrics metrics;

  private RunFolder(Path folder, TrialSpec spec, FileChannel lockFile) throws IOException {
    this.folder = folder;
    this.spec = spec;
    this.lockFile = lockFile;
    this.metrics = new FileMetrics(folder.resolve("metrics.jsonl"));
  }

  /**
   * Opens a folder for a trial, new or to go on with.
   *
   * @param spec with the data's fingerprint taken
   * @throws TrialException STORAGE where the folder cannot be written or another process has it
   * @throws ConfigException naming the first difference where it holds another trial's run
   */
  public static RunFolder open(Path folder, TrialSpec spec) {
    FileChannel lockFile = null;
    try {
      Files.createDirectories(folder);
      lockFile = lock(folder);
      claim(folder.resolve("config.json"), folder, spec);
      return new RunFolder(folder, spec, lockFile);
    } catch (IOException e) {
      close(lockFile);
      throw Storage.failure(folder, e);
    } catch (RuntimeException e) {
      close(lockFile);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new TrialException(
          Failure.STORAGE, "another process is training in " + folder + "; give another --out");
    }
    return channel;
  }

  private static void claim(Path config, Path folder, TrialSpec spec) throws IOException {
    if (!Files.exists(config)) {
      WholeFile.write(config, spec.json() + "\n");
      return;
    }
    TrialSpec there = TrialSpec.parse(TextFile.read(config, LARGEST), config.toString());
    if (!there.id().equals(spec.id())) {
      throw new ConfigException(
          folder
              + " holds a run of another configuration: "
              + difference(there, spec)
              + "; give another --out");
    }
  }

  private static String difference(TrialSpec there, TrialSpec here) {
    Map<String, Object> before = decisive(there);
    for (Map.Entry<String, Object> e : decisive(here).entrySet()) {
      Object other = before.remove(e.getKey());
      if (!e.getValue().equals(other)) {
        return "%s is %s there, %s now".formatted(e.getKey(), other, e.getValue());
      }
    }
    return before.isEmpty() ? "written by another version" : before.keySet() + " are set there";
  }

  private static Map<String, Object> decisive(TrialSpec spec) {
    Map<String, Object> all = new TreeMap<>();
    all.put("task", spec.task().key());
    all.put("from", spec.from().map(StartWeights::sha256).orElse("fresh weights"));
    spec.train().tree().forEach((k, v) -> all.put("train." + k, v));
    spec.model().tree().forEach((k, v) -> all.put("model." + k, v));
    all.put("data.fingerprint", spec.data().fingerprint());
    all.put("data.train", spec.data().train());
    all.put("data.val", spec.data().val());
    return all;
  }

  /** Where numbers go. */
  public MetricSink metrics() {
    return metrics;
  }

  /** The run's checkpoints. */
  public Checkpoints checkpoints() {
    return new Checkpoints(folder.resolve("checkpoints"), spec.id());
  }

  /** Where the last weights go. */
  public Path model() {
    return folder.resolve("model.safetensors");
  }

  /** Whether the run has already ended. */
  public Optional<String> result() {
    Path file = folder.resolve("result.json");
    try {
      return Files.exists(file) && Files.exists(model())
          ? Optional.of(TextFile.read(file, LARGEST))
          : Optional.empty();
    } catch (IOException e) {
      throw Storage.failure(file, e);
    }
  }

  /** Writes {@code result.json}; the run has then ended. */
  public String finish(TrialResult result) {
    Map<String, Object> json = new TreeMap<>();
    json.put("name", spec.name());
    json.put("trial", spec.id());
    json.put("family", spec.model().family());
    json.put("steps", result.steps());
    json.put("decoder_parameters", result.decoderParameters());
    switch (spec.task()) {
      case DETECTION -> {
        json.put("ap", score(result.ap()));
        json.put("ap50", score(result.ap50()));
        json.put("ap75", score(result.ap75()));
      }
      case CLASSIFICATION -> {
        json.put("task", spec.task().key());
        json.put("top1", score(result.top1()));
      }
    }
    json.put("seconds", result.trainSeconds());
    json.put("peak_mib", known(result.peakMib()));
    String text = GSON.toJson(json) + "\n";
    Path file = folder.resolve("result.json");
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw Storage.failure(file, e);
    }
    return text;
  }

  private static Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** A score in [0, 1], or null where it is undefined. */
  private static Double score(double value) {
    return value >= 0 ? value : null;
  }

  @Override
  public void close() {
    try {
      metrics.close();
    } catch (IOException e) {
      throw Storage.failure(folder, e);
    } finally {
      close(lockFile);
    }
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException alreadyLost) {
      return;
    }
  }
}
