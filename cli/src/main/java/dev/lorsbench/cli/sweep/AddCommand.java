package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.experiment.SweepSpec;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds the trials of a file, written as a sweep's, behind those of a sweep that is there. The"
          + " sweep keeps its name, baseline and parallelism, and is taken up again where it had"
          + " ended."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors add more.yaml --to ranks --data ~/sets/bccd",
      "  lors add longer.yaml --to ranks --json   # the same models with more steps: a larger budget"
    })
public final class AddCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Mixin private GivenSweep given;

  @Option(
      names = "--to",
      paramLabel = "SWEEP",
      required = true,
      description = "The sweep that they are added to.")
  private String sweep;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    SweepSpec more = given.take();
    try (ControlSession session = ControlSession.open(connect.address())) {
      String id = new Selector(session.database()).sweep(sweep).id();
      int added = more.trials().size();
      int trials = session.control().steering().add(id, more);
      given.recordSizes(session.database(), id);
      System.out.println(
          json
              ? Json.text(
                  new Json().put("sweep", id).put("added", added).put("trials", trials).map())
              : "added %d %s to sweep %s, %d in all"
                  .formatted(added, added == 1 ? "trial" : "trials", id, trials));
    }
    return 0;
  }
}
