package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.Inspection;
import dev.lorsbench.db.LedgerSnapshot;
import dev.lorsbench.workers.objects.StoreSettings;
import dev.lorsbench.workers.process.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the whole ledger and the checkpoints that it points to into one file.",
      "The ledger is taken as it is at one moment; training goes on meanwhile. The file appears when"
          + " it is whole."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors backup lors.zip                            what runs on ~/.lorsbench",
      "  lors backup /mnt/lors.zip --database-url jdbc:postgresql://db/lorsbench --json"
    })
public final class BackupCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "FILE", description = "The archive to write.")
  private Path file;

  @Option(names = "--force", description = "Replaces FILE where it exists.")
  private boolean force;

  @Option(names = "--json", description = "Prints what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(file) && !force) {
      throw CliException.usage(file + " exists already; give another name, or --force");
    }
    DatabaseConfig database = connect.address().database();
    String schema = Inspection.of(database).schema();
    if (schema.isEmpty()) {
      throw new CliException(database + " has no ledger yet: there is nothing to back up");
    }
    Path passing = Files.createTempDirectory("lors-backup");
    try (LedgerSnapshot ledger = LedgerSnapshot.of(database);
        CheckpointFiles files =
            new CheckpointFiles(passing, StoreSettings.fromEnvironment(System.getenv()));
        ProgressBar bar = new ProgressBar(Terminal.stderr(), "backing up (bytes)")) {
      long all = ledger.checkpoints().stream().mapToLong(LedgerSnapshot.Kept::bytes).sum();
      Contents written =
          new Backup(ledger, files, done -> bar.show(done, all))
              .write(file, schema, WorkerProcess.version());
      bar.close();
      report(written);
    } finally {
      Passing.remove(passing);
    }
    return 0;
  }

  private void report(Contents written) throws IOException {
    written
        .lost()
        .forEach(
            c ->
                System.err.println(
                    "lors: the files of checkpoint %d of trial %s are gone; its pointer is left out"
                        .formatted(c.step(), c.trial())));
    long rows = written.rows().values().stream().mapToLong(n -> n).sum();
    if (json) {
      System.out.println(
          Json.text(
              new Json()
                  .put("file", file.toAbsolutePath().toString())
                  .put("bytes", Files.size(file))
                  .put("schema", written.schema())
                  .put("rows", written.rows())
                  .put("checkpoints", written.checkpoints().size())
                  .put("lost_checkpoints", written.lost().size())
                  .map()));
    } else {
      System.out.printf(
          "%s: %,d rows, %d checkpoints, %,d bytes%n",
          file, rows, written.checkpoints().size(), Files.size(file));
    }
  }
}
