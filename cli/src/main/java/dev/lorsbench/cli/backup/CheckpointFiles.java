package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.GivenPath;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The files of checkpoints, wherever they are: in a folder, or in a store, which is opened when
 * first asked for.
 */
final class CheckpointFiles implements AutoCloseable {
  private final Path passing;
  private final StoreSettings settings;
  private ObjectStore store;

  /**
   * Files of folders, and of that store.
   *
   * @param passing a folder for a file that is on its way from or to a store
   */
  CheckpointFiles(Path passing, StoreSettings settings) {
    this.passing = passing;
    this.settings = settings;
  }

  private ObjectStore store() {
    if (store == null) {
      store = ObjectStore.open(settings);
    }
    return store;
  }

  /**
   * A file with the bytes, which a next call may replace.
   *
   * @param manifest path or URI of the checkpoint's manifest
   * @param name of the file beside it
   * @throws NoSuchFileException where it is gone
   */
  Path fetch(String manifest, String name) throws IOException {
    if (ObjectUri.is(manifest)) {
      Path file = passing.resolve("fetched");
      store().get(ObjectUri.parse(manifest).sibling(name), file);
      return file;
    }
    Path file = Path.of(manifest).resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return file;
  }

  /**
   * Keeps a file of the archive.
   *
   * @return the path or URI that it has now
   * @throws TrialException where a store does not take it
   */
  String keep(ArchiveReader archive, Contents.Checkpoint of, String name, String place)
      throws IOException {
    String below = "trials/" + of.trial() + "/checkpoints/" + name;
    if (ObjectUri.is(place)) {
      Path file = passing.resolve("extracted");
      archive.extract(of.entry(name), file);
      ObjectUri object = ObjectUri.parse(place).resolve(below);
      store().put(file, object);
      return object.toString();
    }
    Path root = GivenPath.of(place).toAbsolutePath().normalize();
    Path file = root.resolve(below);
    createBelow(root, root.relativize(file.getParent()));
    archive.extract(of.entry(name), file);
    return file.toString();
  }

  /** Makes folders one by one: a link among them could lead what is restored elsewhere. */
  private static void createBelow(Path root, Path below) throws IOException {
    Files.createDirectories(root);
    Path folder = root;
    for (Path step : below) {
      folder = folder.resolve(step);
      if (Files.isSymbolicLink(folder)) {
        throw new CliException(
            folder + " is a symbolic link; checkpoints are restored into folders of their own");
      }
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
      }
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
