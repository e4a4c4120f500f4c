package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A sweep's trials side by side, in the order of its file. */
public final class Comparison {
  private final String sweep;
  private final List<Leaderboard.Row> rows;

  private Comparison(String sweep, List<Leaderboard.Row> rows) {
    this.sweep = sweep;
    this.rows = rows;
  }

  /** Reads it from the ledger. */
  public static Comparison of(Database database, String sweep) {
    Leaderboard.Filter filter =
        new Leaderboard.Filter(null, null, null, sweep, Leaderboard.Order.AP, 1000);
    Map<String, Leaderboard.Row> byName =
        new Leaderboard(database)
            .rows(filter).stream()
                .collect(Collectors.toMap(Leaderboard.Row::name, Function.identity()));
    List<Member> members = new SweepStore(database).members(sweep);
    return new Comparison(sweep, members.stream().map(m -> byName.get(m.name())).toList());
  }

  /** Whether every trial succeeded. */
  public boolean succeeded() {
    return rows.stream().allMatch(r -> r.state() == TrialState.SUCCEEDED);
  }

  /** The headline metric of the rows: AP, top-1, or both where both tasks are among them. */
  static String headline(List<Leaderboard.Row> rows) {
    String labels =
        rows.stream()
            .map(r -> r.task().label())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" / "));
    return labels.isEmpty() ? "AP" : labels;
  }

  /** The table as lines. */
  public List<String> table(Terminal terminal) {
    Table table =
        new Table(
            "model",
            ">decoder parameters",
            ">saving",
            ">" + headline(rows),
            ">AP50",
            ">AP75",
            ">train time",
            ">peak memory",
            "state");
    for (Leaderboard.Row r : rows) {
      table.row(
          r.name(),
          r.decoderParameters() == 0 ? "-" : Format.count(r.decoderParameters()),
          r.baseline() ? "baseline" : Format.percent(r.savingPercent()),
          Format.ap(r.score()),
          Format.ap(r.ap50()),
          Format.ap(r.ap75()),
          Format.duration(r.trainSeconds()),
          Double.isNaN(r.peakMib()) ? "-" : Format.number(r.peakMib(), 0) + " MiB",
          coloured(terminal, r.state(), Standing.words(r)));
    }
    return table.lines(terminal);
  }

  private static String coloured(Terminal terminal, TrialState state, String text) {
    return switch (state) {
      case SUCCEEDED -> terminal.green(text);
      case FAILED, CANCELLED -> terminal.red(text);
      case QUEUED, RUNNING -> text;
    };
  }

  /** The sweep and its trials for a script. */
  public Map<String, Object> json() {
    return new Json()
        .put("sweep", sweep)
        .put("trials", rows.stream().map(this::row).toList())
        .map();
  }

  private Map<String, Object> row(Leaderboard.Row r) {
    return new Json()
        .put("name", r.name())
        .put("task", r.task().key())
        .put("model", r.family())
        .put("state", r.state())
        .size("decoder_parameters", r.decoderParameters())
        .put("saving_percent", r.savingPercent())
        .score("ap", r.ap())
        .score("ap50", r.ap50())
        .score("ap75", r.ap75())
        .score("top1", r.top1())
        .put("train_seconds", r.trainSeconds())
        .put("peak_mib", r.peakMib())
        .map();
  }
}
