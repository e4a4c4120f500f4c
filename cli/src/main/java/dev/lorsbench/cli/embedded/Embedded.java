package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.Logs;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.dashboard.Dashboard;
import dev.lorsbench.dashboard.DashboardOptions;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.Orchestrator;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.workers.process.CheckpointPlace;
import dev.lorsbench.workers.process.ChildCommand;
import dev.lorsbench.workers.process.Supervisor;
import dev.lorsbench.workers.process.WorkerConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.LoggerFactory;

/** All services of one data directory, started in their order and stopped in the opposite one. */
public final class Embedded implements AutoCloseable {
  private static final long WORKER_HEAP_MIB = 2048;

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final DataDirectory data;
  private final StartLine line;
  private Database database;
  private Control control;
  private Instance instance = Instance.starting();
  private String address = "";

  private Embedded(DataDirectory data, Terminal out) {
    this.data = data;
    this.line = new StartLine(out);
  }

  /**
   * Starts everything on a data directory that this process has taken. The dashboard's address is
   * the first line printed.
   *
   * @throws dev.lorsbench.cli.CliException in one line, with all stopped again, where a service
   *     does not come up
   */
  public static Embedded start(DataDirectory data, EmbeddedOptions options, Terminal out) {
    Logs.toFile(data.log("lors"));
    DashboardOptions listening = options.dashboard();
    if (listening.port() != 0) {
      Ports.requireFree(listening.host(), listening.port());
    }
    Embedded embedded = new Embedded(data, out);
    try {
      embedded.startAll(options, out);
      return embedded;
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  private void startAll(EmbeddedOptions options, Terminal out) {
    data.publish(instance);
    Postgres postgres = keep(line.step("PostgreSQL", () -> Postgres.start(data, this::report)));
    DatabaseConfig config =
        new DatabaseConfig(
            postgres.url(),
            DataDirectory.DATABASE_USER,
            DataDirectory.databasePassword(data.root()));
    database = keep(line.step("the ledger", () -> Database.open(config)));
    Temporal temporal =
        keep(
            line.step(
                "Temporal", () -> Temporal.start(data, options.temporalProgram(), this::report)));
    TemporalConnection connection = keep(TemporalConnection.open(temporal.config()));
    Orchestrator orchestrator =
        keep(
            line.step(
                "the orchestrator",
                () -> Orchestrator.start(connection, database, TaskQueues.TRAIN_CPU)));
    control = orchestrator.control();
    Dashboard dashboard =
        keep(
            line.step(
                "the dashboard", () -> Dashboard.start(database, control, options.dashboard())));
    address = dashboard.address();
    String url = dashboard.url().replaceFirst("/$", "");
    instance =
        new Instance(
            instance.pid(),
            postgres.url(),
            temporal.config().target(),
            temporal.config().tls().on(),
            temporal.ui(),
            url);
    out.line("Dashboard: " + out.bold(address));
    if (options.workers() > 0) {
      keep(line.step("workers", () -> workers(options.workers(), config, temporal.config())));
    }
    data.publish(instance);
    out.line(out.faint(line.summary() + "; data in " + data.root()));
    if (!temporal.ui().isEmpty()) {
      out.line(out.faint("Temporal's own pages: " + temporal.ui()));
    }
  }

  private Supervisor workers(int count, DatabaseConfig config, TemporalConfig temporal) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / count);
    CheckpointPlace place =
        CheckpointPlace.of(System.getenv(CheckpointPlace.VARIABLE), data.root());
    WorkerConfig worker =
        new WorkerConfig(
            temporal,
            config,
            place.folder(),
            place.store(),
            TaskQueues.TRAIN_CPU,
            "cpu",
            threads,
            WorkerConfig.PATIENT,
            WorkerConfig.GRACEFUL,
            "");
    ChildCommand command =
        new ChildCommand(
            "dev.lorsbench.cli.Lors", List.of("worker"), worker.environment(), WORKER_HEAP_MIB);
    return Supervisor.start(command, count, data.root().resolve("log"), "worker");
  }

  private <T extends AutoCloseable> T keep(T service) {
    started.push(service);
    return service;
  }

  private void report(String text) {
    LoggerFactory.getLogger(Embedded.class).warn(text);
    System.err.println("lors: " + text);
  }

  /** The ledger. */
  public Database database() {
    return database;
  }

  /** What submits and steers. */
  public Control control() {
    return control;
  }

  /** Where the services are. */
  public Instance instance() {
    return instance;
  }

  /** The dashboard's address as it is printed, which may carry its key. */
  public String address() {
    return address;
  }

  /** Stops everything; an interrupt that is pending does not cut it short. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    while (!started.isEmpty()) {
      AutoCloseable service = started.pop();
      try {
        service.close();
      } catch (Exception e) {
        LoggerFactory.getLogger(Embedded.class).warn("{} did not stop well", service, e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
