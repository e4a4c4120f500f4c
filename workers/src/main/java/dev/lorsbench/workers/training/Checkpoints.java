package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.WholeFile;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The checkpoints of one run in one folder: {@code step-00000200.safetensors} and its manifest
 * {@code .json}. Tensors are written beside, synced and renamed, read back, then the manifest
 * likewise, so a checkpoint is there whole or not at all. Older ones go by a {@link Retention} once
 * a newer one is whole; a damaged one is named and the one before it used.
 */
public final class Checkpoints {
  private final Path folder;
  private final String trial;
  private final String suffix;
  private final CheckpointIndex index;
  private final Optional<Beginning> beginning;

  /** The checkpoint of another run that this one begins with. */
  private record Beginning(Checkpoints run, long step) {}

  /** The checkpoints of a run that has the folder to itself. */
  public Checkpoints(Path folder, String trial) {
    this(folder, trial, "", new FolderIndex(folder));
  }

  /**
   * Checkpoints of one attempt among others.
   *
   * @param suffix goes into the files' names, so that no attempt writes another's files
   * @param index which checkpoints of any attempt count
   */
  public Checkpoints(Path folder, String trial, String suffix, CheckpointIndex index) {
    this(folder, trial, suffix, index, Optional.empty());
  }

  private Checkpoints(
      Path folder,
      String trial,
      String suffix,
      CheckpointIndex index,
      Optional<Beginning> beginning) {
    this.folder = folder;
    this.trial = trial;
    this.suffix = suffix;
    this.index = index;
    this.beginning = beginning;
  }

  /** The same, of a run that begins where another one came to; that one's files stay its own. */
  public Checkpoints goingOnFrom(Checkpoints run, long step) {
    return new Checkpoints(folder, trial, suffix, index, Optional.of(new Beginning(run, step)));
  }

  /** A checkpoint that was read. */
  public record Checkpoint(CheckpointManifest manifest, Safetensors tensors) {}

  /** Where an evaluation that is under way keeps its parts. */
  Path evaluation() {
    return folder.resolve("evaluation");
  }

  /**
   * Makes the folder and clears what a killed process left half written.
   *
   * @throws TrialException STORAGE where the folder cannot be written
   */
  public void prepare() {
    try {
      Files.createDirectories(folder);
      new Leftovers(folder, suffix).clear(index.newestFirst());
      index.tidy();
      Files.delete(Files.createTempFile(folder, ".probe", ".writing"));
    } catch (IOException e) {
      throw Storage.failure(folder, e);
    }
  }

  /**
   * Writes a checkpoint; it counts when this returns.
   *
   * @param about texts that go into the tensors' file
   * @throws TrialException STORAGE; earlier checkpoints stay as they were
   */
  void write(
      RunState state,
      Collection<? extends TensorSource> tensors,
      Map<String, String> about,
      Retention retention) {
    String name = "step-%08d%s".formatted(state.step(), suffix);
    Path data = folder.resolve(name + ".safetensors");
    Path json = folder.resolve(name + ".json");
    CheckpointManifest manifest;
    index.claim();
    try {
      CRC32C meant = new CRC32C();
      Safetensors.write(data, tensors, metadata(state.step(), about), meant);
      manifest = readBack(state, data, "%08x".formatted(meant.getValue()));
      WholeFile.write(json, manifest.json());
    } catch (IOException e) {
      throw Storage.failure(data, e);
    }
    commit(manifest, json, data);
    prune(retention);
  }

  /** Files that do not count do not stay. */
  private void commit(CheckpointManifest manifest, Path json, Path data) {
    try {
      index.committed(manifest, json);
    } catch (RuntimeException e) {
      Leftovers.delete(json);
      Leftovers.delete(data);
      throw e;
    }
  }

  private Map<String, String> metadata(long step, Map<String, String> about) {
    Map<String, String> texts = new HashMap<>(about);
    texts.put("trial", trial);
    texts.put("step", Long.toString(step));
    return texts;
  }

  /** A disk that changed what it was given must not cost the checkpoints before. */
  private CheckpointManifest readBack(RunState s, Path data, String meant) throws IOException {
    String read = Storage.crc32c(data);
    if (!read.equals(meant)) {
      throw new IOException(
          "it was read back with CRC-32C %s, %s was written".formatted(read, meant));
    }
    return new CheckpointManifest(
        CheckpointManifest.FORMAT,
        trial,
        s.step(),
        s.trainSeconds(),
        Double.isNaN(s.peakMib()) ? null : s.peakMib(),
        s.threads(),
        s.best(),
        s.skipped(),
        data.getFileName().toString(),
        Files.size(data),
        meant);
  }

  /**
   * The newest checkpoint that is whole, else the one that the run begins with.
   *
   * @param warnings told of each one that is not, with the reason
   * @throws TrialException BAD_DATA where the one to begin with is gone or damaged
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings) {
    for (Path json : index.newestFirst()) {
      try {
        return Optional.of(read(json));
      } catch (IOException e) {
        warnings.accept("checkpoint " + json + " " + e.getMessage() + "; using the one before it");
        setAside(json);
      }
    }
    return beginning.map(b -> b.run().at(b.step()));
  }

  private Checkpoint at(long step) {
    Path json =
        index.newestFirst().stream()
            .filter(file -> stepOf(file) == step)
            .findFirst()
            .orElseThrow(() -> gone(step, "is gone", null));
    try {
      Files.createDirectories(folder);
      Checkpoint checkpoint = read(json);
      index.readOnly();
      return checkpoint;
    } catch (IOException e) {
      throw gone(step, e.getMessage(), e);
    }
  }

  private TrialException gone(long step, String how, Exception cause) {
    return new TrialException(
        Failure.BAD_DATA,
        "the checkpoint of step %d of trial %s, which this trial goes on from, %s"
            .formatted(step, trial, how),
        cause);
  }

  /** Keeps a damaged manifest under another name for whoever wants to know. */
  private void setAside(Path json) {
    index.removed(json);
    try {
      WholeFile.rename(json, Path.of(json + ".bad"));
    } catch (IOException stays) {
      return;
    }
  }

  private Checkpoint read(Path json) throws IOException {
    index.fetch(json);
    if (!Files.exists(json)) {
      throw new IOException("is gone");
    }
    CheckpointManifest manifest = CheckpointManifest.read(json);
    if (!manifest.trial().equals(trial)) {
      throw new IOException("belongs to trial " + manifest.trial());
    }
    Path data = json.resolveSibling(manifest.file());
    if (!Files.exists(data)) {
      throw new IOException("has lost its file " + manifest.file());
    }
    if (Files.size(data) != manifest.bytes()) {
      throw new IOException(
          "is corrupt: %s has %d bytes, %d were written"
              .formatted(manifest.file(), Files.size(data), manifest.bytes()));
    }
    String crc = Storage.crc32c(data);
    if (!crc.equals(manifest.crc32c())) {
      throw new IOException(
          "is corrupt: CRC-32C of %s is %s, %s was written"
              .formatted(manifest.file(), crc, manifest.crc32c()));
    }
    return new Checkpoint(manifest, Safetensors.read(data));
  }

  /** Removes what need not stay; failing to remove harms nothing. */
  private void prune(Retention retention) {
    int newer = 0;
    for (Path json : List.copyOf(index.newestFirst())) {
      if (!retention.keeps(stepOf(json), newer++)) {
        index.removed(json);
        Leftovers.delete(json);
        Leftovers.delete(Leftovers.tensorsOf(json));
      }
    }
  }

  private static long stepOf(Path json) {
    return Long.parseLong(json.getFileName().toString().replaceAll("^step-(\\d+).*$", "$1"));
  }
}
