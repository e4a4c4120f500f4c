package dev.lorsbench.orchestrator;

import dev.lorsbench.orchestrator.testing.TemporalServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Sweeps on the SDK's server in this JVM. */
class InMemoryServerTest extends PlacementScenarios {
  private static TemporalServer server;

  @BeforeAll
  static void startServer() {
    server = TemporalServer.inMemory();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  String target() {
    return server.target();
  }
}
