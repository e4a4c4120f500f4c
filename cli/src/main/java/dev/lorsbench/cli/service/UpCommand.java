package dev.lorsbench.cli.service;

import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.embedded.Embedded;
import dev.lorsbench.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts all services on this machine and stays: PostgreSQL, Temporal, the orchestrator, the"
          + " dashboard and workers. Sweeps that were unfinished go on.",
      "Ends with Ctrl-C (exit code 130) or `lors down` (exit code 0); nothing is lost either way."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors up",
      "  lors up --data-dir /srv/lors --port 8080 --host 0.0.0.0 --allow-host lab-7",
      "  lors up --workers 2"
    })
public final class UpCommand implements Callable<Integer> {
  @Mixin private EmbeddedArguments arguments;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Worker processes; each runs one trial at a time (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Override
  public Integer call() {
    Interrupts.interruptThisThread();
    Terminal out = Terminal.stdout();
    try (DataDirectory data = DataDirectory.take(arguments.folder());
        Embedded embedded = Embedded.start(data, arguments.options(workers), out)) {
      out.line("lors is up; stop it with Ctrl-C or `lors down`");
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException stop) {
      return Interrupts.terminated() ? 0 : Interrupts.code();
    }
  }
}
