package dev.lorsbench.cli.service;

import dev.lorsbench.dashboard.DashboardOptions;
import dev.lorsbench.dashboard.access.AccessKey;
import dev.lorsbench.dashboard.access.KeyFile;
import dev.lorsbench.dashboard.access.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a dashboard listens and whom it serves. */
public final class DashboardArguments {
  private static final String TOKEN = "LORS_DASHBOARD_TOKEN";
  private static final String NAMES = "LORS_ALLOW_HOSTS";

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = DashboardOptions.LOOPBACK,
      description = "Address that the dashboard listens on (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the dashboard; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "A name that browsers reach the dashboard by, beside localhost and --host; may be given"
              + " several times (default: LORS_ALLOW_HOSTS, separated by commas).")
  private List<String> allowed = List.of();

  @Option(
      names = "--no-token",
      description =
          "Lets everybody who reaches the port read and steer, without the key that the printed"
              + " address carries. The key is LORS_DASHBOARD_TOKEN, or the content of the file that"
              + " LORS_DASHBOARD_TOKEN_FILE names, else one that is kept in the data directory.")
  private boolean open;

  /**
   * As options of a dashboard.
   *
   * @param folder data directory, which keeps the key
   */
  DashboardOptions options(Path folder) {
    Environment environment = new Environment(System.getenv());
    List<String> names = new ArrayList<>(allowed);
    if (allowed.isEmpty()) {
      environment.value(NAMES).ifPresent(v -> names.addAll(List.of(v.strip().split("\\s*,\\s*"))));
    }
    Optional<AccessKey> key =
        open
            ? Optional.empty()
            : given(environment).or(() -> Optional.of(KeyFile.in(folder.toAbsolutePath())));
    return new DashboardOptions(host, port, names, key, Limits.STANDARD);
  }

  /**
   * An address of the dashboard of a data directory, with its key if that is kept there.
   *
   * @param url without key
   */
  public static String address(String url, Path folder) {
    return given(new Environment(System.getenv()))
        .or(() -> KeyFile.find(folder.toAbsolutePath()))
        .map(key -> key.address(url + "/"))
        .orElse(url);
  }

  private static Optional<AccessKey> given(Environment environment) {
    return environment.secret(TOKEN).map(key -> AccessKey.given(key, TOKEN));
  }
}
