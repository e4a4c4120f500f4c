package dev.lorsbench.cli.fetch;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.files.Trees;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Brings archives into a folder, one after the other. What is done is noted in {@code .fetched/},
 * so that a second run does only what is left. An archive stays there until all that it offers has
 * been taken out: COCO's annotations of both splits come in one.
 *
 * @param base the URL below which the archives lie
 * @param keep whether archives stay in {@code .fetched/} after all was taken out of them
 * @param said gets a line for every archive
 */
record CocoFetch(
    String base,
    Path folder,
    Download download,
    Unpacking unpacking,
    boolean keep,
    Consumer<String> said) {

  void fetch(List<Archive> archives) {
    try {
      Files.createDirectories(state());
      for (Archive archive : archives) {
        requireFree(archive);
      }
      for (Archive archive : archives) {
        fetch(archive);
      }
    } catch (IOException e) {
      String why = e instanceof Refused ? "" : folder + ": " + e.getClass().getSimpleName() + ": ";
      throw new CliException(why + e.getMessage(), e);
    }
  }

  private Path state() {
    return folder.resolve(".fetched");
  }

  private Path done(Archive archive) {
    return state().resolve(archive.name() + ".done");
  }

  private void fetch(Archive archive) throws IOException {
    Taken taken = Taken.read(done(archive)).of(archive.checksum().hex());
    Set<String> missing = new TreeSet<>(archive.wanted());
    missing.removeAll(taken.there());
    Path zip = state().resolve(archive.name());
    if (missing.isEmpty()) {
      said.accept(archive.name() + ": is there");
    } else {
      bring(archive, zip);
      taken.begun(missing).write(done(archive));
      int files = unpack(archive, missing, zip);
      taken = taken.done(missing);
      taken.write(done(archive));
      said.accept(String.format(Locale.ROOT, "%s: %,d files", archive.name(), files));
    }
    if (!keep && taken.there().containsAll(archive.offered().values())) {
      Files.deleteIfExists(zip);
    }
  }

  private void bring(Archive archive, Path zip) throws IOException {
    if (Files.exists(zip) && archive.checksum().matches(zip)) {
      return;
    }
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), archive.name())) {
      URI from = URI.create(base.replaceAll("/+$", "") + "/" + archive.path());
      download.fetch(from, zip, archive.checksum(), bar::show);
    }
  }

  /** What was not fetched by this command is not replaced by it. */
  private void requireFree(Archive archive) throws IOException {
    Taken taken = Taken.read(done(archive));
    for (String target : archive.wanted()) {
      if (!taken.knows(target) && Files.exists(folder.resolve(target))) {
        throw new Refused(folder.resolve(target) + ": is there already, and was not fetched");
      }
    }
  }

  /** Unpacks beside, then moves each folder or file to its place. */
  private int unpack(Archive archive, Set<String> targets, Path zip) throws IOException {
    Path part = state().resolve(archive.name() + ".unpacking");
    Trees.delete(part);
    Files.createDirectory(part);
    int files;
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "unpacking " + archive.name())) {
      files = unpacking.unpack(zip, archive.entries(targets), part, bar::show);
      for (String target : targets) {
        Path from = part.resolve(target);
        if (!Files.exists(from)) {
          throw new Refused(zip + ": has nothing for " + target);
        }
        Trees.delete(folder.resolve(target));
        Files.createDirectories(folder.resolve(target).normalize().getParent());
        WholeFile.rename(from, folder.resolve(target).normalize());
      }
    } finally {
      Trees.delete(part);
    }
    return files;
  }
}
