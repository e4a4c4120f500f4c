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

/** {@code lors retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Queues a failed or cancelled trial again, or all of a sweep's; each goes on from its last"
          + " checkpoint."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors retry demo               a sweep by id or name",
      "  lors retry demo/lors          one trial of it",
      "  lors retry 3f2a --json        a trial by the beginning of its id"
    })
public final class RetryCommand implements Callable<Integer> {
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
        session.control().retrySweep(sweep.get().id());
        Said.sweep(sweep.get().id(), "queued again", json);
      } else {
        Trial trial = selector.trial(what);
        session.control().retryTrial(trial.id());
        Said.trial(trial.id(), "queued again", json);
      }
    }
    return 0;
  }
}
