package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.orchestrator.Steering;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The sweep of a command that steers, and how what was done is said. */
final class SteeredSweep {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "SWEEP", description = "A sweep.")
  private String sweep;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  /** Changes the sweep, whose id the change is given, and says that it is {@code done}. */
  void steer(String done, BiConsumer<Steering, String> change) {
    try (ControlSession session = ControlSession.open(connect.address())) {
      String id = new Selector(session.database()).sweep(sweep).id();
      change.accept(session.control().steering(), id);
      Said.sweep(id, done, json);
    }
  }
}
