package dev.lorsbench.cli.plan;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.sweep.GivenSweep;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.PastRuns;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.TaskQueues;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every trial of a sweep with its parameters, saving, work, time and memory, which of",
      "them the ledger has already, and whether data and disk are there. Starts nothing.",
      "Times come from the ledger's earlier trials where one is reachable, else from a few steps",
      "of the smallest trial on this machine, else from GFLOPs alone; the plan says which.",
      "Exit code 1 where the data cannot be used or the disk has no room."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors plan sweep.yaml --data ~/sets/bccd",
      "  lors plan sweep.yaml --no-calibration --all",
      "  lors plan sweep.yaml --json | jq .device_hours"
    })
public final class PlanCommand implements Callable<Integer> {
  private static final int ROWS = 40;
  private static final int PAST = 200;
  private static final double MIB = 1 << 20;

  @Mixin private ConnectOptions connect;
  @Mixin private GivenSweep given;

  @Option(
      names = "--queue",
      paramLabel = "QUEUE",
      defaultValue = TaskQueues.TRAIN_CPU,
      description = "Task queue of the workers that would train (default: ${DEFAULT-VALUE}).")
  private String queue;

  @Option(names = "--no-calibration", description = "Trains no steps here to learn how fast it is.")
  private boolean noCalibration;

  @Option(names = "--all", description = "Lists all trials, not the first " + ROWS + ".")
  private boolean all;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    GivenSweep.Found found = given.find();
    SweepSpec sweep = found.sweep();
    Costs costs = new Costs(found.size().map(s -> s.classes()).orElse(80));
    Optional<Ledger> ledger = ledger(sweep);
    Pace pace = pace(sweep, costs, ledger, found.problem().isPresent());
    Map<String, TrialState> states = ledger.map(Ledger::states).orElse(Map.of());
    Plan plan = Plan.of(sweep, costs, pace, states, queue);
    Machine machine = Machine.of(found.words(), found.problem(), connect.folder());
    if (json) {
      PlanJson.write(plan, machine, System.out);
    } else {
      Terminal terminal = Terminal.stdout();
      int rows = all ? Integer.MAX_VALUE : ROWS;
      terminal.lines(new PlanTable(plan, machine, rows, terminal).lines());
    }
    boolean ready = found.problem().isEmpty() && machine.roomFor(plan.diskBytes() / MIB);
    return ready ? 0 : CliException.FAILED;
  }

  /** What the ledger knows; it may be away, and then it knows nothing. */
  private record Ledger(List<PastRuns.Run> runs, Map<String, TrialState> states) {}

  private Optional<Ledger> ledger(SweepSpec sweep) {
    Optional<Address> address = connect.found();
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try (Database database = Database.open(address.get().database())) {
      PastRuns past = new PastRuns(database);
      List<String> ids = Plan.ids(sweep).stream().flatMap(Optional::stream).toList();
      return Optional.of(
          new Ledger(
              past.finished(sweep.trials().get(0).task(), queue, PAST),
              ids.isEmpty() ? new HashMap<>() : past.states(ids)));
    } catch (DatabaseException e) {
      Terminal.stderr().line("lors: the ledger is not asked: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Pace pace(SweepSpec sweep, Costs costs, Optional<Ledger> ledger, boolean noData) {
    if (ledger.isPresent() && !ledger.get().runs().isEmpty()) {
      return Pace.of(ledger.get().runs(), costs::of);
    }
    if (noCalibration || noData) {
      return Pace.assumed();
    }
    TrialSpec smallest =
        sweep.trials().stream()
            .min(Comparator.comparingDouble(t -> Pace.work(t, costs.of(t))))
            .orElseThrow();
    Terminal.stderr().line("a few steps of " + smallest.name() + " on this machine ...");
    try {
      return Calibration.run(smallest, costs.of(smallest));
    } catch (TrialException e) {
      Terminal.stderr().line("lors: no steps could be trained here: " + e.getMessage());
      return Pace.assumed();
    }
  }
}
