package dev.lorsbench.cli.natives;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.fetch.Download;
import dev.lorsbench.files.Trees;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lors natives}: the libraries that a GPU needs. */
@Command(
    name = "natives",
    description = "Fetches PyTorch's libraries for CUDA, which a GPU needs; checks, removes them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors natives fetch                     2.6 GB from PyPI into the data directory",
      "  lors natives fetch --from wheels       from a folder of wheels",
      "  lors natives verify                    every file against its checksum",
      "",
      "Linux on x86-64 alone. --torch DIR or LORS_TORCH uses an installation of torch 2.7.1 instead",
      "(site-packages, or the folder torch in it). More: docs/gpu.md"
    })
public final class NativesCommand implements Runnable {
  private static final String DIR =
      "Folder of the libraries; below the data directory if not given.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static Path folder(Path given) {
    Path usual = DataDirectory.standard().resolve("natives").resolve(Pins.NAME);
    return (given == null ? usual : given).toAbsolutePath().normalize();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  @Command(
      name = "list",
      description = "What is there, and what a fetch would bring.",
      mixinStandardHelpOptions = true)
  int list(@Option(names = "--into", paramLabel = "DIR", description = DIR) Path into) {
    Path folder = folder(into);
    out().println(folder + ": " + (Manifest.isIn(folder) ? "fetched" : "not fetched"));
    Pins.linux().forEach(w -> out().printf("%,13d bytes  %s%n", w.bytes(), w.name()));
    out().flush();
    return 0;
  }

  @Command(
      name = "fetch",
      description = "Brings the libraries; goes on where it stopped.",
      mixinStandardHelpOptions = true)
  int fetch(
      @Option(names = "--into", paramLabel = "DIR", description = DIR) Path into,
      @Option(
              names = "--from",
              paramLabel = "DIR|INDEX",
              description = "A folder of wheels, or a simple index's URL; PyPI if not given.")
          String from,
      @Option(
              names = "--retries",
              paramLabel = "N",
              defaultValue = "20",
              description = "Further tries after a failed one; ${DEFAULT-VALUE} if not given.")
          int retries) {
    if (retries < 0 || retries > 1000) {
      throw CliException.usage("--retries is " + retries + "; allowed is 0 to 1000");
    }
    Path folder = folder(into);
    Download download = new Download(retries, Duration.ofSeconds(1));
    new NativesFetch(Pins.linux(), new WheelSource(from, download), this::say).into(folder);
    say(folder + ": complete");
    return 0;
  }

  @Command(
      name = "verify",
      description = "Reads every library and holds it against its checksum.",
      mixinStandardHelpOptions = true)
  int verify(@Option(names = "--into", paramLabel = "DIR", description = DIR) Path into)
      throws IOException {
    List<String> faults = Manifest.faults(folder(into));
    faults.forEach(this::say);
    say(folder(into) + ": " + (faults.isEmpty() ? "as fetched" : faults.size() + " faults"));
    return faults.isEmpty() ? 0 : 1;
  }

  @Command(
      name = "remove",
      description = "Deletes the libraries and what a stopped fetch left.",
      mixinStandardHelpOptions = true)
  int remove(@Option(names = "--into", paramLabel = "DIR", description = DIR) Path into)
      throws IOException {
    Path folder = folder(into);
    if (Files.exists(folder) && !Manifest.isIn(folder)) {
      throw new CliException(folder + ": was not fetched, and is left alone");
    }
    Trees.delete(folder);
    Trees.delete(folder.resolveSibling(folder.getFileName() + ".fetching"));
    say(folder + ": removed");
    return 0;
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }
}
