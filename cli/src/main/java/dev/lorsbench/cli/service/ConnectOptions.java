package dev.lorsbench.cli.service;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command finds the services: a data directory of this machine, or addresses. */
public final class ConnectOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Data directory of a running `lors up` or `lors demo` (default: LORS_DATA_DIR, else"
              + " ~/.lorsbench).")
  private Path dataDir;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "JDBC URL of the ledger (default: LORS_DATABASE_URL); user and password come from"
              + " LORS_DATABASE_USER and LORS_DATABASE_PASSWORD, or the file that"
              + " LORS_DATABASE_PASSWORD_FILE names. TLS: ?sslmode=verify-full&sslrootcert=FILE")
  private String databaseUrl;

  @Mixin private TemporalOptions temporal;

  /**
   * The services' addresses.
   *
   * @throws CliException where none are given and nothing runs on the data directory
   */
  public Address address() {
    return found()
        .orElseThrow(
            () ->
                new CliException(
                    "nothing runs on the data directory "
                        + folder().toAbsolutePath()
                        + "; start it with `lors up`"));
  }

  /** The services' addresses; empty where none are given and nothing runs on the directory. */
  public Optional<Address> found() {
    if (dataDir == null) {
      Optional<Address> given = given();
      if (given.isPresent()) {
        return given;
      }
    }
    Path folder = folder();
    return DataDirectory.running(folder)
        .filter(instance -> !instance.databaseUrl().isEmpty())
        .map(
            instance ->
                new Address(
                    new DatabaseConfig(
                        instance.databaseUrl(),
                        DataDirectory.DATABASE_USER,
                        DataDirectory.databasePassword(folder)),
                    DataDirectory.temporal(folder, instance),
                    instance.dashboard()));
  }

  /** The data directory, whether or not anything runs on it. */
  public Path folder() {
    return dataDir == null ? DataDirectory.standard() : dataDir;
  }

  private Optional<Address> given() {
    Environment environment = new Environment(System.getenv());
    return Optional.ofNullable(databaseUrl)
        .or(() -> environment.value("LORS_DATABASE_URL"))
        .map(
            url ->
                new Address(
                    new DatabaseConfig(
                        url,
                        environment.value("LORS_DATABASE_USER").orElse("lorsbench"),
                        environment.secret("LORS_DATABASE_PASSWORD").orElse("")),
                    temporal.config(environment),
                    ""));
  }

  /** The ledger, open; the caller closes it. */
  public Database database() {
    return Database.open(address().database());
  }
}
