package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.TaskQueues;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors submit}. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Submits a sweep and prints its id. A trial that the ledger has already is not trained"
          + " again.",
      "With --wait, exit code 1 where a trial failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors submit sweep.yaml --data ~/sets/bccd",
      "  lors submit sweep.yaml --wait",
      "  id=$(lors submit sweep.yaml --json | jq -r .sweep)"
    })
public final class SubmitCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Mixin private GivenSweep given;

  @Option(
      names = "--queue",
      paramLabel = "QUEUE",
      defaultValue = TaskQueues.TRAIN_CPU,
      description = "Task queue of the workers that train (default: ${DEFAULT-VALUE}).")
  private String queue;

  @Option(names = "--wait", description = "Shows progress until the sweep has ended.")
  private boolean wait;

  @Option(names = "--json", description = "Prints JSON: the id, or with --wait the comparison.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    SweepSpec spec = given.take();
    Address address = connect.address();
    try (ControlSession session = ControlSession.open(address, queue)) {
      String id = session.control().submit(spec);
      given.recordSizes(session.database(), id);
      if (!wait) {
        System.out.println(json ? Json.text(new Json().put("sweep", id).map()) : id);
        return 0;
      }
      return await(session, id, address);
    }
  }

  private int await(ControlSession session, String id, Address address)
      throws InterruptedException {
    Interrupts.interruptThisThread();
    Terminal shown = json ? Terminal.stderr() : Terminal.stdout();
    String where =
        address.dashboard().isEmpty() ? "" : "  " + address.dashboard() + "/sweeps/" + id;
    shown.line("sweep " + id + where);
    new SweepWatch(session.database(), id, shown).await();
    Comparison comparison = Comparison.of(session.database(), id);
    if (json) {
      System.out.println(Json.text(comparison.json()));
    } else {
      shown.line("");
      shown.lines(comparison.table(shown));
    }
    return comparison.succeeded() ? 0 : CliException.FAILED;
  }
}
