package dev.lorsbench.orchestrator.search;

import dev.lorsbench.orchestrator.testing.ServerOfClass;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Searches on the SDK's server in this JVM. */
class InMemorySearchTest extends SearchScenarios {
  @RegisterExtension static final ServerOfClass SERVER = ServerOfClass.inMemory();

  @Override
  String target() {
    return SERVER.target();
  }
}
