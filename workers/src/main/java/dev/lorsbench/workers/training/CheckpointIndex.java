package dev.lorsbench.workers.training;

import java.nio.file.Path;
import java.util.List;

/** Knows which checkpoints of a run count: a folder's own files, or the ledger. */
public interface CheckpointIndex {
  /** Manifests from the newest to the oldest; some may be damaged or gone. */
  List<Path> newestFirst();

  /**
   * Asked before a checkpoint's files are written.
   *
   * @throws RuntimeException where this run may no longer write
   */
  void claim();

  /**
   * A checkpoint is whole on disk and now counts.
   *
   * @throws RuntimeException where this run may no longer write; the checkpoint then does not count
   */
  void committed(CheckpointManifest manifest, Path file);

  /** The checkpoint of that manifest no longer counts; its files go after this. */
  void removed(Path file);
}
