package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.Trial;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a sweep or one trial. A running trial ends within a step; a sweep goes on without a"
          + " trial that was cancelled."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors cancel demo               a sweep by id or name",
      "  lors cancel demo/lors          one trial of it",
      "  lors cancel 3f2a --json        a trial by the beginning of its id"
    })
public final class CancelCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "SWEEP|RUN", description = "A sweep or a trial.")
  private String what;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (ControlSession session = ControlSession.open(connect.address())) {
      Selector selector = new Selector(session.database());
      Optional<Sweep> sweep = selector.findSweep(what);
      if (sweep.isPresent()) {
        session.control().cancelSweep(sweep.get().id());
        Said.sweep(sweep.get().id(), "cancelled", json);
      } else {
        Trial trial = selector.trial(what);
        session.control().cancelTrial(trial.id());
        Said.trial(trial.id(), "cancelled", json);
      }
    }
    return 0;
  }
}
