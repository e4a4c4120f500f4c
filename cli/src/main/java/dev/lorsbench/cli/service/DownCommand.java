package dev.lorsbench.cli.service;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.embedded.Instance;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lors down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = {
      "Stops what `lors up` or `lors demo` runs on a data directory; nothing is lost.",
      "Trials that were training go on from their last checkpoint at the next `lors up`."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  lors down", "  lors down --data-dir /srv/lors"})
public final class DownCommand implements Callable<Integer> {
  private static final long PATIENCE_SECONDS = 90;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data directory (default: LORS_DATA_DIR, else ~/.lorsbench).")
  private Path dataDir;

  @Override
  public Integer call() throws InterruptedException {
    Path folder = dataDir == null ? DataDirectory.standard() : dataDir;
    Optional<Instance> running = DataDirectory.running(folder);
    if (running.isEmpty()) {
      System.out.println("nothing runs on " + folder.toAbsolutePath());
      return 0;
    }
    stop(running.get().pid());
    System.out.println("stopped process " + running.get().pid());
    return 0;
  }

  private static void stop(long pid) throws InterruptedException {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      return;
    }
    if (!process.get().destroy()) {
      throw new CliException("no permission to stop process " + pid);
    }
    try {
      process.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new CliException(
          "process " + pid + " did not stop within " + PATIENCE_SECONDS + " s", e);
    }
  }
}
