package dev.lorsbench.orchestrator.search;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.orchestrator.testing.TemporalServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Searches on the real Temporal server. */
class RealServerSearchTest extends SearchScenarios {
  @TempDir static Path folder;
  private static TemporalServer server;

  @BeforeAll
  static void startServer() {
    TemporalServer.program()
        .ifPresent(program -> server = TemporalServer.real(program, folder.resolve("temporal.db")));
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String target() {
    assumeTrue(server != null, "no temporal program: neither LORS_TEMPORAL_BINARY nor on the PATH");
    return server.target();
  }
}
