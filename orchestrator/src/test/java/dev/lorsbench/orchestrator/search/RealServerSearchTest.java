package dev.lorsbench.orchestrator.search;

import dev.lorsbench.orchestrator.testing.ServerOfClass;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Searches on the real Temporal server. */
class RealServerSearchTest extends SearchScenarios {
  @TempDir static Path folder;

  @RegisterExtension static final ServerOfClass SERVER = ServerOfClass.real(() -> folder);

  @Override
  String target() {
    return SERVER.target();
  }
}
