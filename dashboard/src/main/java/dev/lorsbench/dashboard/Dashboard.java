package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.access.Guard;
import dev.lorsbench.dashboard.access.KeyGate;
import dev.lorsbench.dashboard.access.Names;
import dev.lorsbench.dashboard.access.Refusals;
import dev.lorsbench.dashboard.health.HealthApi;
import dev.lorsbench.dashboard.http.Errors;
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
import java.util.Map;

/** The dashboard's HTTP server: pages for people, JSON for programs, live updates for both. */
public final class Dashboard implements AutoCloseable {
  private static final String KEPT = "public, max-age=31536000, immutable";

  private final Javalin server;
  private final Pulse pulse;
  private final DashboardOptions options;

  private Dashboard(Javalin server, Pulse pulse, DashboardOptions options) {
    this.server = server;
    this.pulse = pulse;
    this.options = options;
  }

  /**
   * Starts to listen.
   *
   * @param database the ledger that is shown; stays the caller's to close
   * @param control what cancels, retries and submits
   * @param options where it listens and whom it serves
   * @throws DashboardException naming host and port where they cannot be listened on
   */
  public static Dashboard start(Database database, Control control, DashboardOptions options) {
    Names names = new Names(options.host(), options.allowed());
    Pulse pulse = new Pulse(new Changes(database)::topics, options.limits().interval());
    Pages pages = new Pages();
    Trials trials = new Trials(database);
    Sweeps sweeps = new Sweeps(database);
    Leaderboard leaderboard = new Leaderboard(database);
    Workforce workforce = new Workforce(database);
    Routes routes =
        new Routes(
            new Guard(names),
            new KeyGate(options.key()),
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
            new Events(pulse, options.limits().followers()));
    Errors errors = new Errors(pages);
    Javalin server = Javalin.create(config -> configure(config, routes, errors, options));
    try {
      server.start();
    } catch (RuntimeException e) {
      pulse.close();
      throw DashboardException.cannotListen(options.host(), options.port(), e);
    }
    return new Dashboard(server, pulse, options);
  }

  private static void configure(
      JavalinConfig config, Routes routes, Errors errors, DashboardOptions options) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = options.limits().bytes();
    config.http.prefer405over404 = true;
    config.router.handlerWrapper(endpoint -> errors.guarded(endpoint.handler));
    Listening.configure(config.jetty, options, new Refusals(errors));
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

  /** Where a browser on this machine finds it, with the key if it asks for one. A secret. */
  public String address() {
    return options.key().map(key -> key.address(url())).orElse(url());
  }

  /** Where a browser on this machine finds it, without its key. */
  public String url() {
    String host = options.host();
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
