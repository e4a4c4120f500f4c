package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.db.testing.FreePort;
import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Temporal server of a test's own. */
public final class TemporalServer implements AutoCloseable {
  private final String target;
  private final Optional<URI> metrics;
  private final Runnable stop;

  private TemporalServer(String target, Optional<URI> metrics, Runnable stop) {
    this.target = target;
    this.metrics = metrics;
    this.stop = stop;
  }

  /** The SDK's server in this JVM, in real time; what it knew is lost when it closes. */
  public static TemporalServer inMemory() {
    int port = FreePort.find();
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, true);
    return new TemporalServer("127.0.0.1:" + port, Optional.empty(), server::close);
  }

  /** The {@code temporal} program: LORS_TEMPORAL_BINARY, else the first on the PATH. */
  public static Optional<Path> program() {
    String named = System.getenv("LORS_TEMPORAL_BINARY");
    String path = System.getenv("PATH");
    Stream<Path> onPath =
        Arrays.stream((path == null ? "" : path).split(File.pathSeparator))
            .map(folder -> Path.of(folder, "temporal"));
    return Stream.concat(Stream.ofNullable(named).map(Path::of), onPath)
        .filter(file -> file.toFile().canExecute())
        .findFirst();
  }

  /** The real server, which keeps what it knows in {@code file}. */
  public static TemporalServer real(Path program, Path file) {
    return real(program, file, FreePort.find());
  }

  /** Starts the real server again where this one was, on the same file. */
  public TemporalServer again(Path program, Path file) {
    return real(program, file, Integer.parseInt(target.substring(target.indexOf(':') + 1)));
  }

  private static TemporalServer real(Path program, Path file, int port) {
    int metrics = FreePort.find();
    List<String> command =
        List.of(
            program.toString(),
            "server",
            "start-dev",
            "--headless",
            "--ip=127.0.0.1",
            "--port=" + port,
            "--metrics-port=" + metrics,
            "--db-filename=" + file,
            "--sqlite-pragma=journal_mode=WAL",
            "--sqlite-pragma=synchronous=NORMAL",
            "--dynamic-config-value=matching.useNewMatcher=true",
            "--dynamic-config-value=matching.numTaskqueueReadPartitions=1",
            "--dynamic-config-value=matching.numTaskqueueWritePartitions=1",
            "--log-level=error");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      URI page = URI.create("http://127.0.0.1:" + metrics + "/metrics");
      return new TemporalServer("127.0.0.1:" + port, Optional.of(page), () -> end(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Host and port. */
  public String target() {
    return target;
  }

  /** Where the real server says how it fares, in Prometheus' text. */
  public Optional<URI> metrics() {
    return metrics;
  }

  /** Ends it at once, as a kill does. */
  @Override
  public void close() {
    stop.run();
  }
}
