package dev.lorsbench.cli.service;

import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.db.Workforce;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors workers}. */
@Command(
    name = "workers",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the worker processes, what each has and what it does.",
      "One that was not heard of for 20 s is lost; those that were lost within a day stand last."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  lors workers", "  lors workers --json"})
public final class WorkersCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(names = "--json", description = "Prints a JSON array instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    try (Database database = connect.database()) {
      List<Workforce.Member> members = new Workforce(database).members();
      if (json) {
        System.out.println(Json.text(members.stream().map(WorkersCommand::tree).toList()));
      } else {
        table(members);
      }
    }
    return 0;
  }

  private static Map<String, Object> tree(Workforce.Member m) {
    WorkerStore.Row w = m.row();
    return new Json()
        .put("id", w.id())
        .put("state", m.state())
        .put("host", w.host())
        .put("pid", w.pid())
        .put("slot", w.slot().isEmpty() ? null : w.slot())
        .put("queue", w.queue())
        .put("device", w.device())
        .put("memory_mib", w.memoryMib())
        .put("version", w.version())
        .put("trial", w.trial())
        .put("data_sets", m.dataSets().stream().map(Workforce.DataSet::fingerprint).toList())
        .put("started_at", w.startedAt())
        .put("seen_at", w.seenAt())
        .map();
  }

  private static void table(List<Workforce.Member> members) {
    Terminal terminal = Terminal.stdout();
    Table table =
        new Table(
            "worker", "slot", "queue", "device", ">memory", "version", "state", "trial", ">seen");
    for (Workforce.Member m : members) {
      WorkerStore.Row w = m.row();
      table.row(
          w.id(),
          w.slot().isEmpty() ? "-" : w.slot(),
          w.queue(),
          w.device(),
          Double.isNaN(w.memoryMib()) ? "-" : Math.round(w.memoryMib()) + " MiB",
          w.version(),
          m.state().name().toLowerCase(Locale.ROOT),
          w.trial() == null ? "-" : w.trial(),
          Duration.between(w.seenAt(), Instant.now()).toSeconds() + " s ago");
    }
    terminal.lines(table.lines(terminal));
  }
}
