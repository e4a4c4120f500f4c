package dev.lorsbench.workers.process;

import dev.lorsbench.workers.objects.ObjectUri;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where checkpoints and last weights go.
 *
 * @param folder of files: the ones that stay, or with a store those on their way to it
 * @param store an S3-compatible one, if they go there
 */
public record CheckpointPlace(Path folder, Optional<ObjectUri> store) {
  /** Names a folder or an {@code s3://} URI in the environment. */
  public static final String VARIABLE = "LORS_CHECKPOINTS";

  /**
   * Reads what a user gave.
   *
   * @param text a folder or an {@code s3://} URI; null where none was given
   * @param dataDir the folder where none was given
   * @throws dev.lorsbench.experiment.ConfigException where a URI cannot be one
   */
  public static CheckpointPlace of(String text, Path dataDir) {
    if (text == null || text.isBlank()) {
      return new CheckpointPlace(dataDir.toAbsolutePath(), Optional.empty());
    }
    return ObjectUri.is(text)
        ? new CheckpointPlace(dataDir.toAbsolutePath(), Optional.of(ObjectUri.parse(text)))
        : new CheckpointPlace(Path.of(text).toAbsolutePath(), Optional.empty());
  }
}
