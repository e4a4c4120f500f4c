package dev.lorsbench.cli.service;

import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.Tls;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a command finds Temporal and proves who it is. */
public final class TemporalOptions {
  private static final String STANDARD = "127.0.0.1:7233";

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "Temporal's front end (default: LORS_TEMPORAL_ADDRESS, else " + STANDARD + ").")
  private String target;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description = "Temporal's namespace (default: LORS_NAMESPACE, else default).")
  private String namespace;

  @Option(
      names = "--temporal-tls",
      description =
          "Speaks TLS to Temporal, as any of the next three does (LORS_TEMPORAL_TLS=true).")
  private boolean tls;

  @Option(
      names = "--temporal-tls-ca",
      paramLabel = "FILE",
      description = "PEM: who signed Temporal's certificate (LORS_TEMPORAL_TLS_CA).")
  private Path ca;

  @Option(
      names = "--temporal-tls-cert",
      paramLabel = "FILE",
      description = "PEM: this client's certificate (LORS_TEMPORAL_TLS_CERT).")
  private Path certificate;

  @Option(
      names = "--temporal-tls-key",
      paramLabel = "FILE",
      description = "PEM, PKCS#8: its key (LORS_TEMPORAL_TLS_KEY).")
  private Path key;

  @Option(
      names = "--temporal-api-key-file",
      paramLabel = "FILE",
      description =
          "File with the API key for Temporal (LORS_TEMPORAL_API_KEY_FILE, or the key itself in"
              + " LORS_TEMPORAL_API_KEY).")
  private Path apiKeyFile;

  /** What was given, else what the environment says. */
  TemporalConfig config(Environment environment) {
    Tls there = Tls.fromEnvironment(environment.variables());
    String apiKey =
        apiKeyFile == null
            ? environment.secret("LORS_TEMPORAL_API_KEY").orElse("")
            : Environment.read("--temporal-api-key-file", apiKeyFile);
    return new TemporalConfig(
        target == null ? environment.value("LORS_TEMPORAL_ADDRESS").orElse(STANDARD) : target,
        namespace == null ? environment.value("LORS_NAMESPACE").orElse("default") : namespace,
        Tls.of(
            tls || there.on(),
            ca == null ? there.ca().orElse(null) : ca,
            certificate == null ? there.certificate().orElse(null) : certificate,
            key == null ? there.key().orElse(null) : key),
        apiKey);
  }
}
