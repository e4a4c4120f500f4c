package dev.lorsbench.cli.doctor;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.workers.process.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks this machine and the services, and says what to do about what is not in order.",
      "Changes nothing. Exit code 1 where there is a problem, 0 where there are warnings at most."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors doctor                            this machine, and what runs on ~/.lorsbench",
      "  lors doctor --data-dir /srv/lors --json",
      "  lors doctor --database-url jdbc:postgresql://db/lorsbench --temporal temporal:7233"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(names = "--json", description = "Prints a JSON array instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    Optional<String> device =
        Optional.ofNullable(System.getenv("LORS_DEVICE")).filter(d -> !d.isBlank());
    List<Finding> findings = new ArrayList<>(new MachineChecks(connect.folder(), device).run());
    StoreCheck.asked(System.getenv()).map(StoreCheck::run).ifPresent(findings::add);
    findings.addAll(services());
    if (json) {
      System.out.println(Json.text(findings.stream().map(DoctorCommand::row).toList()));
    } else {
      show(findings, Terminal.stdout());
    }
    boolean ill = findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.PROBLEM);
    return ill ? CliException.FAILED : 0;
  }

  private List<Finding> services() {
    Optional<Address> address = connect.found();
    if (address.isPresent()) {
      return new ServiceChecks(address.get(), WorkerProcess.version()).run();
    }
    return List.of(
        MachineChecks.temporalProgram(),
        Finding.ok("services", "nothing runs on " + connect.folder() + "; `lors up` starts all"));
  }

  private static Map<String, Object> row(Finding f) {
    return new Json()
        .put("check", f.check())
        .put("verdict", word(f))
        .put("found", f.found())
        .put("advice", f.advice())
        .map();
  }

  private static String word(Finding f) {
    return f.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static void show(List<Finding> findings, Terminal out) {
    Table table = new Table("check", "verdict", "found");
    for (Finding f : findings) {
      table.row(f.check(), coloured(f, out), f.found());
      if (!f.advice().isEmpty()) {
        table.row("", "", "-> " + f.advice());
      }
    }
    out.lines(table.lines(out));
  }

  private static String coloured(Finding f, Terminal out) {
    return switch (f.verdict()) {
      case OK -> out.green(word(f));
      case WARNING -> out.bold(word(f));
      case PROBLEM -> out.red(word(f));
    };
  }
}
