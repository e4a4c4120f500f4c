package dev.lorsbench.workers.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Knows which checkpoints of a run count: a folder's own files, or the ledger. */
public interface CheckpointIndex {
  /** Manifests from the newest to the oldest; some may be damaged or gone. */
  List<Path> newestFirst();

  /** Clears what attempts that ended left where files are kept besides the folder. */
  default void tidy() {}

  /**
   * Brings the files of that manifest into the folder, where they are kept elsewhere.
   *
   * @throws IOException saying what is wrong with them, as an end to "checkpoint X ..."
   * @throws WaitingException where that place does not answer
   */
  default void fetch(Path file) throws IOException {}

  /** What was fetched has been read and is written by nobody: it need not stay. */
  default void readOnly() {}

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
