package dev.lorsbench.cli.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The table of this machine's speed, beside the plain PyTorch yardstick where that is there. */
@Command(
    name = "bench",
    subcommands = {OneBench.class, DataBench.class},
    description = {
      "Times decoders and whole training steps on this machine, and prints a table.",
      "Each row runs in a process of its own, with the yardstick's bench.py right after it. Times"
          + " are medians after two runs that are not counted; images are noise in memory (lors"
          + " bench data times their way from files). The machine should have nothing else to do."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors bench                                     decoders of 100 queries, the demo's steps",
      "  lors bench --rows step,300 --peer ../shared/peer --python venv/bin/python",
      "  lors bench --rows all --json                   whole steps at 800x1344 take minutes",
      "  lors bench one --model lors-r50-1x --what forward --queries 100",
    })
public final class BenchCommand implements Callable<Integer> {
  private static final Set<String> LAUNCHERS =
      Set.of(
          "GOMP_SPINCOUNT", "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_");

  @Option(
      names = "--rows",
      paramLabel = "WORD",
      split = ",",
      description = "usual (if not given), all, or parts of rows' names: step, forward-300, lors.")
  private List<String> words = List.of("usual");

  @Option(
      names = "--peer",
      paramLabel = "DIR",
      description = "The folder of the plain PyTorch yardstick, with its bench.py.")
  private Path peer;

  @Option(
      names = "--python",
      paramLabel = "BIN",
      description = "A Python with torch, for --peer; ${DEFAULT-VALUE} if not given.")
  private String python = "python3";

  @Option(names = "--threads", paramLabel = "N", description = "Native threads; all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--repeat", paramLabel = "N", description = "Measured runs a row; 10.")
  private int repeat = 10;

  @Option(names = "--json", description = "Prints one JSON object instead of the table.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (Math.min(threads, repeat) < 1) {
      throw CliException.usage("--threads and --repeat are 1 or more");
    }
    if (peer != null && !Files.isReadable(peer.resolve("bench.py"))) {
      throw CliException.usage("--peer is " + peer + ", where there is no bench.py to read");
    }
    BenchTable table = new BenchTable(threads, repeat);
    List<BenchRow> rows = BenchRow.chosen(words);
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "measuring")) {
      for (BenchRow row : rows) {
        bar.show(table.size(), rows.size());
        table.add(row, ours(row), Optional.ofNullable(peer).map(p -> theirs(row)));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject all = table.json();
      out.println(new Gson().newBuilder().setPrettyPrinting().create().toJson(all));
    } else {
      table.lines(Terminal.stdout()).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private Measured ours(BenchRow row) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Lors.class.getName()));
    command.addAll(List.of("bench", "one"));
    command.addAll(row.options(row.model(), threads, repeat));
    if (row.checkpointed()) {
      command.add("--checkpoint-stages");
    }
    return Measured.by(new ProcessBuilder(command));
  }

  private Measured theirs(BenchRow row) {
    List<String> command = new ArrayList<>(List.of(python, peer.resolve("bench.py").toString()));
    command.addAll(row.options(row.peersModel(), threads, repeat));
    ProcessBuilder program = new ProcessBuilder(command);
    // What the launcher sets for us must neither slow down others nor speed them up.
    program.environment().keySet().removeAll(LAUNCHERS);
    return Measured.by(program);
  }
}
