package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists trials of the newest sweeps, newest sweep first.",
    footerHeading = "%nExamples:%n",
    footer = {"  lors runs", "  lors runs --sweep demo", "  lors runs --limit 5 --json"})
public final class RunsCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(
      names = "--sweep",
      paramLabel = "SWEEP",
      description = "Trials of this sweep alone: its id or name.")
  private String sweep;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most sweeps to list (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints a JSON array instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    try (Database database = connect.database()) {
      SweepStore sweeps = new SweepStore(database);
      List<Sweep> chosen =
          sweep == null
              ? sweeps.newest(Math.max(1, limit))
              : List.of(new Selector(database).sweep(sweep));
      if (json) {
        System.out.println(Json.text(rows(sweeps, chosen)));
      } else {
        table(sweeps, chosen);
      }
    }
    return 0;
  }

  private static List<Map<String, Object>> rows(SweepStore sweeps, List<Sweep> chosen) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Sweep s : chosen) {
      for (Member m : sweeps.members(s.id())) {
        Map<String, Object> row = TrialJson.member(m);
        row.put("sweep", s.id());
        rows.add(row);
      }
    }
    return rows;
  }

  private static void table(SweepStore sweeps, List<Sweep> chosen) {
    Terminal terminal = Terminal.stdout();
    Table table =
        new Table("run", "sweep", "name", "state", ">step", ">score", ">attempts", ">train time");
    for (Sweep s : chosen) {
      for (Member m : sweeps.members(s.id())) {
        Trial t = m.trial();
        table.row(
            t.id(),
            s.name(),
            m.name(),
            Standing.words(t.state(), t.failure(), t.halved()),
            t.step() + "/" + t.steps(),
            t.spec().task().label() + " " + Format.ap(t.score()),
            String.valueOf(t.fence()),
            Format.duration(t.trainSeconds()));
      }
    }
    terminal.lines(table.lines(terminal));
  }
}
