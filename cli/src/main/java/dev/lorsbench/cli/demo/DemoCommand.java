package dev.lorsbench.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.Interrupts;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.embedded.Embedded;
import dev.lorsbench.cli.service.EmbeddedArguments;
import dev.lorsbench.cli.sweep.Comparison;
import dev.lorsbench.cli.sweep.SweepWatch;
import dev.lorsbench.cli.terminal.BarLine;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Trains, evaluates and compares a full AdaMixer and LORS at two ranks on generated images,"
          + " through PostgreSQL, Temporal, a worker process and the dashboard.",
      "About 12 minutes on 2 cores; --quick under 3. Stays up until Ctrl-C. Stopped or killed at"
          + " any moment, the same command goes on where it was.",
      "Exit code 1 where a trial failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors demo",
      "  lors demo --quick --exit --json result.json",
      "  lors demo --data-dir /tmp/second          beside another demo"
    })
public final class DemoCommand implements Callable<Integer> {
  @Mixin private EmbeddedArguments arguments;

  @Option(names = "--quick", description = "Smaller budgets, under 3 minutes in all.")
  private boolean quick;

  @Option(names = "--exit", description = "Ends after the table in place of staying up.")
  private boolean exit;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the comparison as JSON.")
  private Path json;

  @Override
  public Integer call() throws InterruptedException {
    Interrupts.interruptThisThread();
    requireWritable();
    Terminal out = Terminal.stdout();
    try (DataDirectory data = DataDirectory.take(arguments.folder());
        Embedded embedded = Embedded.start(data, arguments.options(1), out)) {
      boolean succeeded = run(data, embedded, out);
      if (!exit) {
        out.line("");
        out.line("The dashboard stays up at " + embedded.address() + " until Ctrl-C.");
        new CountDownLatch(1).await();
      }
      return succeeded ? 0 : CliException.FAILED;
    } catch (InterruptedException stop) {
      out.line("");
      out.line("stopped; the same command goes on where it was");
      throw stop;
    }
  }

  private void requireWritable() {
    if (json != null) {
      Path folder = json.toAbsolutePath().getParent();
      if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(json)) {
        throw CliException.usage(
            "cannot write " + json + "; --json needs a file in a folder of yours");
      }
    }
  }

  private boolean run(DataDirectory data, Embedded embedded, Terminal out)
      throws InterruptedException {
    BarLine line = new BarLine(out, "writing images", DemoSweep.images());
    DemoSweep demo = DemoSweep.prepare(data.resolve("sets").resolve("shapes-128"), quick, line);
    line.clear();
    submit(embedded, demo, out);
    out.line("");
    new SweepWatch(embedded.database(), demo.id(), out).await();
    Comparison comparison = Comparison.of(embedded.database(), demo.id());
    out.line("");
    out.lines(comparison.table(out));
    if (json != null) {
      byte[] text = (Json.text(comparison.json()) + "\n").getBytes(UTF_8);
      WholeFile.write(json, file -> file.write(text));
    }
    return comparison.succeeded();
  }

  /** The same sweep again is gone on with; trials of it that had failed are tried anew. */
  private static void submit(Embedded embedded, DemoSweep demo, Terminal out) {
    Optional<Sweep> before = new SweepStore(embedded.database()).find(demo.id());
    boolean again = before.filter(s -> s.endedAt() != null && s.failed() > 0).isPresent();
    if (again) {
      embedded.control().retrySweep(demo.id());
    } else {
      embedded.control().submit(demo.id(), demo.spec());
    }
    boolean ended = before.filter(s -> s.endedAt() != null).isPresent();
    String how = before.isEmpty() ? "submitted" : ended ? "finished before" : "goes on";
    out.line("Sweep " + demo.id() + " " + how + ": " + DemoSweep.images() + " generated images.");
  }
}
