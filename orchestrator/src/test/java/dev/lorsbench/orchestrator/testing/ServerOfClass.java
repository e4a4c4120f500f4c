package dev.lorsbench.orchestrator.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Temporal server for all tests of a class. */
public final class ServerOfClass implements BeforeAllCallback, AfterAllCallback {
  private final Supplier<Optional<TemporalServer>> starter;
  private Optional<TemporalServer> server = Optional.empty();

  private ServerOfClass(Supplier<Optional<TemporalServer>> starter) {
    this.starter = starter;
  }

  /** The SDK's server in this JVM. */
  public static ServerOfClass inMemory() {
    return new ServerOfClass(() -> Optional.of(TemporalServer.inMemory()));
  }

  /** The real server, where its program is; it keeps what it knows in the folder. */
  public static ServerOfClass real(Supplier<Path> folder) {
    return new ServerOfClass(
        () ->
            TemporalServer.program()
                .map(program -> TemporalServer.real(program, folder.get().resolve("temporal.db"))));
  }

  /** Host and port; skips the test where there is no server. */
  public String target() {
    assumeTrue(
        server.isPresent(), "no temporal program: neither LORS_TEMPORAL_BINARY nor on the PATH");
    return server.get().target();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = starter.get();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.ifPresent(TemporalServer::close);
  }
}
