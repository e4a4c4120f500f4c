package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.Inspection;
import dev.lorsbench.db.LedgerRestore;
import dev.lorsbench.workers.objects.StoreSettings;
import dev.lorsbench.workers.process.CheckpointPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Puts an archive of `lors backup` into an empty ledger.",
      "The archive is held against its checksums first; the ledger then shows all of it or nothing."
          + " Sweeps that had not ended go on from their checkpoints."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors up --data-dir /srv/lors --workers 0        in another terminal, then",
      "  lors restore lors.zip --data-dir /srv/lors",
      "  lors restore lors.zip --database-url jdbc:postgresql://db/lorsbench \\",
      "      --checkpoints s3://lors/checkpoints"
    })
public final class RestoreCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "FILE", description = "The archive.")
  private Path file;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR|s3://BUCKET/PREFIX",
      defaultValue = "${env:" + CheckpointPlace.VARIABLE + "}",
      description =
          "Where checkpoints go: what the workers have (default: LORS_CHECKPOINTS, else the data"
              + " directory).")
  private String checkpoints;

  @Option(names = "--force", description = "Replaces everything that is in the ledger.")
  private boolean force;

  @Option(names = "--json", description = "Prints what was restored as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    try (ArchiveReader archive = new ArchiveReader(file)) {
      try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "checking (bytes)")) {
        long all = archive.bytes();
        archive.verify(done -> bar.show(done, all));
      }
      DatabaseConfig database = connect.address().database();
      CheckpointPlace place = CheckpointPlace.of(checkpoints, connect.folder());
      requireSchema(archive.read(), database);
      restore(archive, database, place);
      report(archive.read());
    }
    return 0;
  }

  /** An empty database gets the schema that this program knows. */
  private void requireSchema(Contents contents, DatabaseConfig database) {
    Database.open(database).close();
    String here = Inspection.of(database).schema();
    if (!contents.schema().equals(here)) {
      throw new CliException(
          "%s has schema %s, this ledger %s: restore it with lors %s into a new database, then update"
              .formatted(file, contents.schema(), here, contents.program()));
    }
  }

  private void restore(ArchiveReader archive, DatabaseConfig database, CheckpointPlace place)
      throws IOException {
    Path passing = Files.createTempDirectory("lors-restore");
    int all = archive.read().checkpoints().size();
    try (LedgerRestore ledger = LedgerRestore.into(database);
        CheckpointFiles files =
            new CheckpointFiles(passing, StoreSettings.fromEnvironment(System.getenv()));
        ProgressBar bar = new ProgressBar(Terminal.stderr(), "restoring checkpoints")) {
      String to = place.store().map(Object::toString).orElseGet(place.folder()::toString);
      new Restore(archive, ledger, files).run(force, to, done -> bar.show(done, all));
    } finally {
      Passing.remove(passing);
    }
  }

  private void report(Contents contents) {
    long rows = contents.rows().values().stream().mapToLong(n -> n).sum();
    if (json) {
      System.out.println(
          Json.text(
              new Json()
                  .put("schema", contents.schema())
                  .put("rows", contents.rows())
                  .put("checkpoints", contents.checkpoints().size())
                  .map()));
    } else {
      System.out.printf(
          "restored %,d rows and %d checkpoints of %s%n",
          rows, contents.checkpoints().size(), contents.made());
    }
  }
}
