package dev.lorsbench.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured so far, and on what. */
final class BenchTable {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private final int threads;
  private final int repeat;
  private final List<Line> lines = new ArrayList<>();

  private record Line(BenchRow row, Measured ours, Optional<Measured> theirs) {
    double ratio() {
      return ours.median() / theirs.orElseThrow().median();
    }

    double memoryRatio() {
      return ours.peakMib() / theirs.orElseThrow().peakMib();
    }
  }

  BenchTable(int threads, int repeat) {
    this.threads = threads;
    this.repeat = repeat;
  }

  void add(BenchRow row, Measured ours, Optional<Measured> theirs) {
    lines.add(new Line(row, ours, theirs));
  }

  int size() {
    return lines.size();
  }

  /** Machine and versions, then the table. */
  List<String> lines(Terminal terminal) {
    Table table =
        new Table(
            "row",
            "size",
            ">B",
            ">ours ms",
            ">peer ms",
            ">ours/peer",
            ">outside %",
            ">ours MiB",
            ">peer MiB",
            ">ours/peer");
    lines.forEach(line -> add(table, line));
    List<String> all = new ArrayList<>();
    all.add(
        "%s, %d cores, %.0f GiB; %s; %d threads, medians of %d"
            .formatted(processor(), cores(), memoryGib(), versions(), threads, repeat));
    all.addAll(table.lines(terminal));
    return all;
  }

  private static void add(Table table, Line line) {
    BenchRow row = line.row();
    table.row(
        row.name(),
        row.height() + "x" + row.width(),
        Integer.toString(row.batch()),
        number("%.1f", line.ours().median()),
        line.theirs().map(t -> number("%.1f", t.median())).orElse(""),
        line.theirs().map(t -> number("%.3f", line.ratio())).orElse(""),
        number("%.1f", line.ours().outsidePercent()),
        number("%.0f", line.ours().peakMib()),
        line.theirs().map(t -> number("%.0f", t.peakMib())).orElse(""),
        line.theirs().map(t -> number("%.2f", line.memoryRatio())).orElse(""));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  JsonObject json() {
    JsonObject all = new JsonObject();
    all.addProperty("processor", processor());
    all.addProperty("cores", cores());
    all.addProperty("memory_gib", Math.round(10 * memoryGib()) / 10.0);
    all.addProperty("versions", versions());
    all.addProperty("threads", threads);
    all.addProperty("repeat", repeat);
    JsonArray rows = new JsonArray();
    lines.forEach(line -> rows.add(json(line)));
    all.add("rows", rows);
    return all;
  }

  private static JsonObject json(Line line) {
    JsonObject one = new JsonObject();
    one.addProperty("row", line.row().name());
    one.add("ours", line.ours().json());
    line.theirs()
        .ifPresent(
            theirs -> {
              one.add("peer", theirs.json());
              one.addProperty("time_ratio", line.ratio());
              one.addProperty("memory_ratio", line.memoryRatio());
            });
    return one;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static double memoryGib() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / (double) (1 << 30);
  }

  private String versions() {
    String peer =
        lines.stream()
            .flatMap(line -> line.theirs().stream())
            .findFirst()
            .map(t -> ", peer torch " + t.json().get("torch").getAsString())
            .orElse("");
    String engine = lines.get(0).ours().json().get("engine").getAsString();
    return "Java " + Runtime.version() + ", " + engine + peer;
  }

  /** The processor's name where the system tells it, else its kind. */
  private static String processor() {
    try {
      for (String line : Files.readAllLines(PROCESSORS)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
    return System.getProperty("os.arch");
  }
}
