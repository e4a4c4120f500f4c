package dev.lorsbench.workers.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All manifests of a folder count; names sort by step. */
final class FolderIndex implements CheckpointIndex {
  private final Path folder;

  FolderIndex(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("step-\\d+.*\\.json"))
          .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void claim() {}

  @Override
  public void committed(CheckpointManifest manifest, Path file) {}

  @Override
  public void removed(Path file) {}
}
