package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.Tls;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A Temporal server on the loopback address: the SDK's in this process, which lets in who has the
 * data directory's key; or, where that is asked for, the real one's program, which lets everybody
 * in.
 */
public final class Temporal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TemporalConfig config;
  private final String ui;
  private final Runnable stop;

  private Temporal(TemporalConfig config, String ui, Runnable stop) {
    this.config = config;
    this.ui = ui;
    this.stop = stop;
  }

  /**
   * Starts a server.
   *
   * @param program whether it is the {@code temporal} program of the PATH, which keeps its
   *     workflows in the data directory, heeds priorities and is started again where it ends; else
   *     it is the SDK's test server in this process, which forgets its workflows when it ends
   * @throws CliException where that program is not there
   */
  static Temporal start(DataDirectory data, boolean program, Consumer<String> report) {
    return program ? program(data, required(), report) : inProcess(data);
  }

  private static Path required() {
    return installed()
        .orElseThrow(
            () ->
                CliException.usage(
                    "--temporal-program: there is no program `temporal` on the PATH; install it, or"
                        + " leave the option out"));
  }

  /** The {@code temporal} program of the PATH. */
  public static Optional<Path> installed() {
    String path = System.getenv("PATH");
    return Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
        .map(folder -> Path.of(folder, "temporal"))
        .filter(file -> file.toFile().isFile() && file.toFile().canExecute())
        .findFirst();
  }

  static Temporal program(DataDirectory data, Path program, Consumer<String> report) {
    int port = Ports.free();
    int ui = Ports.free();
    List<String> line =
        List.of(
            program.toString(),
            "server",
            "start-dev",
            "--ip",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--ui-port",
            String.valueOf(ui),
            "--db-filename",
            data.resolve("temporal.db").toString(),
            // Four syncs of the disk a transaction become one in many transactions. A kill loses
            // nothing; what a power cut does, the ledger starts again.
            "--sqlite-pragma",
            "journal_mode=WAL",
            "--sqlite-pragma",
            "synchronous=NORMAL",
            // Without it this server reads priorities and heeds none.
            "--dynamic-config-value",
            "matching.useNewMatcher=true",
            "--log-level",
            "error");
    Supplier<GuardedProcess> starter =
        () -> {
          GuardedProcess.reap(data, "temporal", "temporal");
          return GuardedProcess.start(data, "temporal", "TERM", line, Map.of());
        };
    GuardedProcess first = starter.get();
    String target = "127.0.0.1:" + port;
    requireAnswer(target, first);
    KeptProcess kept = new KeptProcess("Temporal", first, starter, report);
    report.accept(
        "Temporal's program has no login: every account of this machine can reach " + target);
    return new Temporal(TemporalConfig.plain(target), "http://127.0.0.1:" + ui, kept::close);
  }

  private static void requireAnswer(String target, GuardedProcess process) {
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build();
    try {
      WorkflowServiceStubs.newConnectedServiceStubs(options, PATIENCE).shutdownNow();
    } catch (RuntimeException e) {
      String why = process.alive() ? "no answer within a minute" : process.lastWords();
      process.close();
      throw new CliException("Temporal did not start: " + why, e);
    }
  }

  /** Who does not show the data directory's certificate is turned away by TLS itself. */
  static Temporal inProcess(DataDirectory data) {
    Tls tls = TemporalKeys.prepare(data.root()).tls();
    TestServicesStarter services = new TestServicesStarter(true, System.currentTimeMillis());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(tls.serverContext());
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    try {
      Server server = builder.build().start();
      Runnable stop =
          () -> {
            server.shutdownNow();
            services.close();
          };
      String target = "127.0.0.1:" + server.getPort();
      return new Temporal(TemporalConfig.plain(target).with(tls), "", stop);
    } catch (IOException e) {
      services.close();
      throw new CliException("the in-process Temporal server did not start: " + e.getMessage(), e);
    }
  }

  /** Where the front end is, and what it asks for. */
  TemporalConfig config() {
    return config;
  }

  /** URL of its own pages; empty for the in-process server. */
  String ui() {
    return ui;
  }

  /** Whether workflows survive this process. */
  boolean durable() {
    return !ui.isEmpty();
  }

  @Override
  public void close() {
    stop.run();
  }
}
