package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lors leaderboard}. */
@Command(
    name = "leaderboard",
    mixinStandardHelpOptions = true,
    description = "Ranks trials, each beside the baseline of its sweep.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors leaderboard",
      "  lors leaderboard --by saving --family lors",
      "  lors leaderboard --sweep demo --json",
      "",
      "Where detectors and classifiers stand together, detectors come first: AP and top-1 do not",
      "compare. JSON has both, and score, the headline metric of the row's task."
    })
public final class LeaderboardCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Option(
      names = "--by",
      defaultValue = "AP",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Leaderboard.Order order;

  @Option(names = "--sweep", paramLabel = "SWEEP", description = "This sweep alone: id or name.")
  private String sweep;

  @Option(names = "--family", paramLabel = "NAME", description = "lors, adamixer or deit alone.")
  private String family;

  @Option(names = "--state", description = "Trials in this state alone: ${COMPLETION-CANDIDATES}.")
  private TrialState state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most rows, up to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Prints a JSON array instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    try (Database database = connect.database()) {
      String id = sweep == null ? null : new Selector(database).sweep(sweep).id();
      int most = Math.max(1, Math.min(1000, limit));
      List<Leaderboard.Row> rows =
          new Leaderboard(database)
              .rows(new Leaderboard.Filter(null, family, state, id, order, most));
      if (json) {
        System.out.println(Json.text(rows.stream().map(LeaderboardCommand::json).toList()));
      } else {
        table(rows);
      }
    }
    return 0;
  }

  private static Map<String, Object> json(Leaderboard.Row r) {
    return new Json()
        .put("trial", r.trial())
        .put("name", r.name())
        .put("sweep", r.sweep())
        .put("task", r.task().key())
        .put("model", r.family())
        .put("baseline", r.baseline())
        .put("equal_budget", r.equalBudget())
        .put("state", r.state())
        .put("failure", r.failure().map(Enum::name).orElse(null))
        .put("halved", r.halved())
        .size("decoder_parameters", r.decoderParameters())
        .put("saving_percent", r.savingPercent())
        .score("ap", r.ap())
        .put("ap_difference", r.task().boxes() ? r.scoreDifference() : null)
        .score("score", r.score())
        .put("score_difference", r.scoreDifference())
        .score("ap50", r.ap50())
        .score("ap75", r.ap75())
        .score("top1", r.top1())
        .put("train_seconds", r.trainSeconds())
        .put("peak_mib", r.peakMib())
        .map();
  }

  private static void table(List<Leaderboard.Row> rows) {
    Terminal terminal = Terminal.stdout();
    Table table =
        new Table(
            ">#",
            "name",
            "sweep",
            ">decoder parameters",
            ">saving",
            ">" + Comparison.headline(rows),
            ">difference",
            ">AP50",
            ">AP75",
            ">train time",
            "state",
            "run");
    int rank = 1;
    for (Leaderboard.Row r : rows) {
      table.row(
          String.valueOf(rank++),
          r.name(),
          r.sweepName(),
          r.decoderParameters() == 0 ? "-" : Format.count(r.decoderParameters()),
          r.baseline() ? "baseline" : Format.percent(r.savingPercent()),
          Format.ap(r.score()),
          r.baseline() ? "-" : Format.difference(r.scoreDifference()),
          Format.ap(r.ap50()),
          Format.ap(r.ap75()),
          Format.duration(r.trainSeconds()),
          Standing.words(r),
          r.trial());
    }
    terminal.lines(table.lines(terminal));
  }
}
