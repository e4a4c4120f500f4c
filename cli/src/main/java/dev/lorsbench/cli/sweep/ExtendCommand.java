package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.orchestrator.Steering;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors extend}. */
@Command(
    name = "extend",
    mixinStandardHelpOptions = true,
    description = {
      "Gives trials that have succeeded more steps: one, or all of a sweep that have fewer. Each"
          + " goes on from its last checkpoint as a new trial NAME-to-STEPS, which names the one"
          + " that it goes on from; what that one came to stays. From there on the learning rate"
          + " is that of a schedule over the new number of steps."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors extend ranks --steps 2400      every trial of the sweep, from where it came to",
      "  lors extend ranks/low --steps 2400  one trial"
    })
public final class ExtendCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "SWEEP|RUN", description = "A sweep, or one of its trials.")
  private String selected;

  @Option(
      names = "--steps",
      paramLabel = "N",
      required = true,
      description = "Steps in all, more than there were.")
  private int steps;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (ControlSession session = ControlSession.open(connect.address())) {
      Selector selector = new Selector(session.database());
      Steering steering = session.control().steering();
      Optional<Sweep> sweep = selector.findSweep(selected);
      List<String> names =
          sweep.isPresent()
              ? steering.extendSweep(sweep.get().id(), steps)
              : List.of(steering.extend(selector.trial(selected).id(), steps));
      System.out.println(
          json
              ? Json.text(new Json().put("steps", steps).put("added", names).map())
              : "%d %s to step %d: %s"
                  .formatted(
                      names.size(),
                      names.size() == 1 ? "trial goes on" : "trials go on",
                      steps,
                      String.join(", ", names)));
    }
    return 0;
  }
}
