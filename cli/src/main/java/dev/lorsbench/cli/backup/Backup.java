package dev.lorsbench.cli.backup;

import dev.lorsbench.db.LedgerSnapshot;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes an archive of a snapshot. */
final class Backup {
  private static final int LONGEST_MANIFEST = 16 << 20;

  private final LedgerSnapshot ledger;
  private final CheckpointFiles files;
  private final LongConsumer progress;
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private final List<Contents.Checkpoint> whole = new ArrayList<>();
  private final List<Contents.Checkpoint> lost = new ArrayList<>();
  private long done;

  /**
   * A backup that has not begun.
   *
   * @param progress told of bytes written so far
   */
  Backup(LedgerSnapshot ledger, CheckpointFiles files, LongConsumer progress) {
    this.ledger = ledger;
    this.files = files;
    this.progress = progress;
  }

  /**
   * Writes it all.
   *
   * @param schema the ledger's version
   * @param program this program's version
   * @throws IOException naming the file that cannot be written; nothing is left of the archive
   */
  Contents write(Path file, String schema, String program) throws IOException {
    String made = Instant.now().toString();
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      for (String table : ledger.tables().keySet()) {
        archive.add(Contents.entry(table), true, out -> rows.put(table, ledger.copy(table, out)));
        progress.accept(done);
      }
      for (LedgerSnapshot.Kept kept : ledger.checkpoints()) {
        add(archive, kept);
      }
      Contents contents =
          new Contents(
              Contents.FORMAT,
              schema,
              program,
              made,
              ledger.tables(),
              rows,
              whole,
              lost,
              archive.sums());
      archive.add(
          Contents.ENTRY, true, out -> out.write(contents.json().getBytes(StandardCharsets.UTF_8)));
      archive.finish();
      return contents;
    }
  }

  /** Training goes on meanwhile and may have removed what the snapshot still points to. */
  private void add(ArchiveWriter archive, LedgerSnapshot.Kept kept) throws IOException {
    String name = kept.path().substring(kept.path().lastIndexOf('/') + 1);
    Contents.Checkpoint checkpoint = new Contents.Checkpoint(kept.trial(), kept.step(), name);
    if (!checkpoint.wellNamed()) {
      lost.add(checkpoint);
      return;
    }
    try {
      // Both are there before either is added: where one is gone, nothing of the pair is taken.
      byte[] manifest = manifest(files.fetch(kept.path(), name));
      Path tensors = files.fetch(kept.path(), checkpoint.tensors());
      archive.add(checkpoint.entry(checkpoint.tensors()), false, out -> Files.copy(tensors, out));
      archive.add(checkpoint.entry(name), true, out -> out.write(manifest));
      whole.add(checkpoint);
    } catch (NoSuchFileException gone) {
      lost.add(checkpoint);
    }
    done += kept.bytes();
    progress.accept(done);
  }

  private static byte[] manifest(Path file) throws IOException {
    try {
      return RegularFile.read(file, LONGEST_MANIFEST);
    } catch (IOException e) {
      throw e.getCause() instanceof NoSuchFileException gone ? gone : e;
    }
  }
}
