package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.health.HealthApi;
import dev.lorsbench.dashboard.http.Errors;
import dev.lorsbench.dashboard.http.Guard;
import dev.lorsbench.dashboard.leaderboard.LeaderboardApi;
import dev.lorsbench.dashboard.leaderboard.LeaderboardPage;
import dev.lorsbench.dashboard.live.Events;
import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.dashboard.page.Assets;
import dev.lorsbench.dashboard.page.Pages;
import dev.lorsbench.dashboard.sweep.SteeringApi;
import dev.lorsbench.dashboard.sweep.SweepApi;
import dev.lorsbench.dashboard.sweep.SweepPage;
import dev.lorsbench.dashboard.sweep.Sweeps;
import dev.lorsbench.dashboard.trial.TrialApi;
import dev.lorsbench.dashboard.trial.TrialPage;
import dev.lorsbench.dashboard.trial.Trials;
import dev.lorsbench.dashboard.worker.WorkersApi;
import dev.lorsbench.dashboard.worker.WorkersPage;
import dev.lorsbench.db.Changes;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Workforce;
import dev.lorsbench.orchestrator.Control;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Map;

/** The dashboard's HTTP server: pages for people, JSON for programs, live updates for both. */
public final class Dashboard implements AutoCloseable {
  /** Where it listens unless told otherwise: this machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int MOST_FOLLOWERS = 200;
  private static final long MOST_BYTES = 1 << 20;
  private static final String KEPT = "public, max-age=31536000, immutable";

  private final Javalin server;
  private final Pulse pulse;
  private final String host;

  private Dashboard(Javalin server, Pulse pulse, String host) {
    this.server = server;
    this.pulse = pulse;
    this.host = host;
  }

  /**
   * Starts to listen.
   *
   * @param database the ledger that is shown; stays the caller's to close
   * @param control what cancels, retries and submits
   * @param host an address of this machine; other than loopback lets the network in, without login
   * @param port 0 takes a free one
   * @throws DashboardException naming host and port where they cannot be listened on
   */
  public static Dashboard start(Database database, Control control, String host, int port) {
    return start(database, control, host, port, INTERVAL);
  }

  static Dashboard start(
      Database database, Control control, String host, int port, Duration interval) {
    Pulse pulse = new Pulse(new Changes(database)::topics, interval);
    Pages pages = new Pages();
    Trials trials = new Trials(database);
    Sweeps sweeps = new Sweeps(database);
    Leaderboard leaderboard = new Leaderboard(database);
    Workforce workforce = new Workforce(database);
    Routes routes =
        new Routes(
            new Guard(host),
            new LeaderboardPage(leaderboard, new SweepStore(database), pulse, pages),
            new SweepPage(sweeps, pulse, pages),
            new TrialPage(trials, pulse, pages),
            new WorkersPage(workforce, pulse, pages),
            new LeaderboardApi(leaderboard),
            new SweepApi(sweeps, control),
            new SteeringApi(sweeps, control),
            new TrialApi(trials, control, pulse),
            new WorkersApi(workforce),
            new HealthApi(database, pulse),
            new Events(pulse, MOST_FOLLOWERS));
    Javalin server = Javalin.create(config -> configure(config, routes, new Errors(pages)));
    try {
      server.start(host, port);
    } catch (RuntimeException e) {
      pulse.close();
      throw DashboardException.cannotListen(host, port, e);
    }
    return new Dashboard(server, pulse, host);
  }

  private static void configure(JavalinConfig config, Routes routes, Errors errors) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = MOST_BYTES;
    config.http.prefer405over404 = true;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/static";
          files.directory = Assets.DIRECTORY;
          files.headers = Map.of("Cache-Control", KEPT);
        });
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/webjars";
          files.directory = "META-INF/resources/webjars";
          files.headers = Map.of("Cache-Control", KEPT);
        });
    routes.install(config.routes);
    errors.install(config.routes);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Where a browser on this machine finds it. */
  public String url() {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port() + "/";
  }

  /** Stops listening and ends the streams of open pages. */
  @Override
  public void close() {
    pulse.close();
    server.stop();
  }
}
