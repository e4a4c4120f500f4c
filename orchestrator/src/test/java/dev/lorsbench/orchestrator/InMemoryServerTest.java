package dev.lorsbench.orchestrator;

import dev.lorsbench.orchestrator.testing.ServerOfClass;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sweeps on the SDK's server in this JVM. */
class InMemoryServerTest extends PlacementScenarios {
  @RegisterExtension static final ServerOfClass SERVER = ServerOfClass.inMemory();

  @Override
  String target() {
    return SERVER.target();
  }
}
