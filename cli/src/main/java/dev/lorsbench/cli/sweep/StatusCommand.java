package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.Address;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.service.DashboardArguments;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.WorkerStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the services, their workers, and sweeps with their trials' progress and the newest",
      "decisions of their searches and stopping rules.",
      "Exit code 1 where nothing runs, or where the named sweep has a failed trial."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  lors status", "  lors status demo", "  lors status demo --json"})
public final class StatusCommand implements Callable<Integer> {
  private static final int RECENT = 3;
  private static final int SHOWN = 5;
  private static final int DECISIONS = 1000;

  @Mixin private ConnectOptions connect;

  @Parameters(
      arity = "0..1",
      paramLabel = "SWEEP",
      description = "A sweep's id or name; without one, those that run, else the newest.")
  private String sweep;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Address address = connect.address();
    try (Database database = Database.open(address.database())) {
      SweepStore sweeps = new SweepStore(database);
      List<WorkerStore.Row> workers = new WorkerStore(database).alive();
      List<Sweep> chosen = chosen(database, sweeps);
      DecisionStore decisions = new DecisionStore(database);
      if (json) {
        System.out.println(Json.text(tree(address, workers, sweeps, decisions, chosen)));
      } else {
        print(address, connect.folder(), workers, sweeps, decisions, chosen);
      }
      return sweep != null && chosen.get(0).failed() > 0 ? 1 : 0;
    }
  }

  private List<Sweep> chosen(Database database, SweepStore sweeps) {
    if (sweep != null) {
      return List.of(new Selector(database).sweep(sweep));
    }
    List<Sweep> running = sweeps.unfinished();
    return running.isEmpty() ? sweeps.newest(RECENT) : running;
  }

  private static Map<String, Object> tree(
      Address address,
      List<WorkerStore.Row> workers,
      SweepStore sweeps,
      DecisionStore decisions,
      List<Sweep> chosen) {
    return new Json()
        .put("dashboard", address.dashboard())
        .put("database", address.database().shownUrl())
        .put("temporal", address.temporal().target())
        .put("workers", workers.stream().map(StatusCommand::worker).toList())
        .put(
            "sweeps",
            chosen.stream()
                .map(
                    s ->
                        TrialJson.sweep(s, sweeps.members(s.id()), decisions.of(s.id(), DECISIONS)))
                .toList())
        .map();
  }

  private static Map<String, Object> worker(WorkerStore.Row w) {
    return new Json()
        .put("id", w.id())
        .put("host", w.host())
        .put("pid", w.pid())
        .put("queue", w.queue())
        .put("device", w.device())
        .put("trial", w.trial())
        .put("seen_at", w.seenAt())
        .map();
  }

  private static void print(
      Address address,
      Path folder,
      List<WorkerStore.Row> workers,
      SweepStore sweeps,
      DecisionStore decisions,
      List<Sweep> chosen) {
    Terminal terminal = Terminal.stdout();
    if (!address.dashboard().isEmpty()) {
      terminal.line("dashboard  " + DashboardArguments.address(address.dashboard(), folder));
    }
    terminal.line("ledger     " + address.database().shownUrl());
    terminal.line("temporal   " + address.temporal());
    for (WorkerStore.Row w : workers) {
      String at = w.trial() == null ? "idle" : "at trial " + w.trial();
      terminal.line(
          "worker     " + w.host() + " process " + w.pid() + ", " + w.device() + ", " + at);
    }
    if (workers.isEmpty()) {
      terminal.line("worker     none");
    }
    ProgressLines lines = new ProgressLines(terminal);
    for (Sweep s : chosen) {
      String state = s.paused() ? "paused" : s.state().name().toLowerCase(Locale.ROOT);
      terminal.line("");
      terminal.line(terminal.bold("sweep " + s.name()) + "  " + s.id() + "  " + state);
      terminal.lines(lines.block(sweeps.members(s.id())));
      decisions.of(s.id(), SHOWN).forEach(d -> terminal.line(line(d)));
    }
  }

  private static String line(DecisionStore.Decision d) {
    String kind = d.kind().toLowerCase(Locale.ROOT).replace('_', ' ');
    String at = d.step() == 0 ? "" : " at step " + d.step();
    return "decided    " + d.name() + " " + kind + at + ": " + d.reason();
  }
}
