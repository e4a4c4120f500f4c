package dev.lorsbench.orchestrator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.orchestrator.testing.TemporalServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on the real Temporal server. */
class RealServerTest extends SweepScenarios {
  @TempDir static Path folder;
  private static TemporalServer server;

  @BeforeAll
  static void startServer() {
    Optional<Path> program = TemporalServer.program();
    assumeTrue(
        program.isPresent(), "no temporal program: neither LORS_TEMPORAL_BINARY nor on the PATH");
    server = TemporalServer.real(program.get(), folder.resolve("temporal.db"));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String target() {
    return server.target();
  }
}
