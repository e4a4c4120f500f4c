package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.LedgerRestore;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Puts an archive that was verified into a ledger. */
record Restore(ArchiveReader archive, LedgerRestore ledger, CheckpointFiles files) {
  /**
   * Puts everything back; the ledger shows all of it or nothing.
   *
   * @param place folder or {@code s3://} URI that checkpoints go to
   * @param progress told of checkpoints done
   */
  void run(boolean force, String place, LongConsumer progress) throws IOException {
    Contents contents = archive.read();
    requireSameTables(contents.tables());
    if (!ledger.empty()) {
      if (!force) {
        throw new CliException(
            "the ledger is not empty: restore into a fresh data directory or database, or replace"
                + " everything in it with --force");
      }
      ledger.clear();
    }
    for (String table : ledger.tables().keySet()) {
      try (InputStream in = archive.open(Contents.entry(table))) {
        ledger.copy(table, contents.tables().get(table), in);
      } catch (DatabaseException e) {
        throw new CliException(
            "%s: the rows of %s cannot be put back: %s"
                .formatted(archive.file(), table, e.getMessage()),
            e);
      }
    }
    contents.checkpoints().forEach(this::requireRow);
    long done = 0;
    for (Contents.Checkpoint c : contents.checkpoints()) {
      files.keep(archive, c, c.tensors(), place);
      ledger.moved(c.trial(), c.step(), files.keep(archive, c, c.file(), place));
      progress.accept(++done);
    }
    contents.lost().forEach(c -> ledger.lost(c.trial(), c.step()));
    ledger.commit();
  }

  /** The files and the rows of an archive must be of one another, before any file is written. */
  private void requireRow(Contents.Checkpoint c) {
    long bytes = archive.bytes(c.entry(c.tensors()));
    if (!ledger.holds(c.trial(), c.step(), bytes)) {
      throw new CliException(
          "%s: its ledger has no checkpoint of %,d bytes at step %d of trial %s, its files have"
                  .formatted(archive.file(), bytes, c.step(), c.trial())
              + "; nothing was restored, take another backup");
    }
  }

  private void requireSameTables(Map<String, List<String>> theirs) {
    for (Map.Entry<String, List<String>> table : ledger.tables().entrySet()) {
      if (!table.getValue().equals(theirs.get(table.getKey()))) {
        throw new CliException(
            "the archive's table %s has columns %s, this ledger's %s: another version of lors wrote it"
                .formatted(table.getKey(), theirs.get(table.getKey()), table.getValue()));
      }
    }
  }
}
