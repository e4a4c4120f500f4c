package dev.lorsbench.cli.service;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import java.nio.file.Path;
import java.util.Optional;
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
              + " LORS_DATABASE_USER and LORS_DATABASE_PASSWORD.")
  private String databaseUrl;

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "Temporal's front end (default: LORS_TEMPORAL_ADDRESS).")
  private String temporal;

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
                    instance.temporal(),
                    instance.dashboard()));
  }

  /** The data directory, whether or not anything runs on it. */
  public Path folder() {
    return dataDir == null ? DataDirectory.standard() : dataDir;
  }

  private Optional<Address> given() {
    String url = first(databaseUrl, "LORS_DATABASE_URL");
    if (url == null) {
      return Optional.empty();
    }
    String user = first(null, "LORS_DATABASE_USER");
    String password = first(null, "LORS_DATABASE_PASSWORD");
    String front = first(temporal, "LORS_TEMPORAL_ADDRESS");
    return Optional.of(
        new Address(
            new DatabaseConfig(
                url, user == null ? "lorsbench" : user, password == null ? "" : password),
            front == null ? "127.0.0.1:7233" : front,
            ""));
  }

  private static String first(String option, String variable) {
    String value = option == null ? System.getenv(variable) : option;
    return value == null || value.isBlank() ? null : value;
  }

  /** The ledger, open; the caller closes it. */
  public Database database() {
    return Database.open(address().database());
  }
}
