package dev.lorsbench.cli.whole;

import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import java.nio.file.Path;

/** The ledger of a {@code lors up} that runs. */
final class UpLedger {
  private UpLedger() {}

  /** Opens that of a data directory; the caller closes it. */
  static Database of(Path data) {
    return Database.open(
        new DatabaseConfig(
            DataDirectory.running(data).orElseThrow().databaseUrl(),
            DataDirectory.DATABASE_USER,
            DataDirectory.databasePassword(data)));
  }
}
