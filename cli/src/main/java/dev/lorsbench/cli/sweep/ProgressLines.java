package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.SweepStore.Member;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.TrialState;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep's trials as lines, one each: state, step, loss, images a second, ETA, last AP or top-1.
 */
final class ProgressLines {
  private static final int BAR = 20;

  private final Terminal terminal;

  ProgressLines(Terminal terminal) {
    this.terminal = terminal;
  }

  List<String> block(List<Member> members) {
    int width = members.stream().mapToInt(m -> m.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Member m : members) {
      lines.add(" " + terminal.bold(pad(m.name(), width)) + "  " + line(m.trial()));
    }
    return lines;
  }

  /** One trial without its name. */
  String line(Trial t) {
    String mark = t.halved() ? terminal.faint("  half the batch at a time: memory ran out") : "";
    return unmarked(t) + mark;
  }

  private String unmarked(Trial t) {
    return switch (t.state()) {
      case QUEUED -> terminal.faint("queued" + why(t));
      case RUNNING -> running(t);
      case SUCCEEDED ->
          terminal.green("done")
              + "     "
              + score(t)
              + (t.spec().task().boxes() ? "  AP50 " + Format.ap(t.ap50()) : "")
              + "  trained in "
              + Format.duration(t.trainSeconds());
      case FAILED -> terminal.red("failed") + why(t) + "   " + t.message();
      case CANCELLED -> terminal.red("cancelled") + suffix(t);
    };
  }

  private static String score(Trial t) {
    return t.spec().task().label() + " " + Format.ap(t.score());
  }

  private static String why(Trial t) {
    String words = t.failure().map(f -> f.beside(t.state())).orElse("");
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  private static String suffix(Trial t) {
    return t.step() > 0 ? " at step " + t.step() + "/" + t.steps() : "";
  }

  private String running(Trial t) {
    String reached = Double.isNaN(t.lastScore()) ? "" : "  " + score(t);
    if (t.step() == 0) {
      return terminal.cyan(t.phase().isEmpty() ? "starting" : t.phase());
    }
    return bar(t)
        + terminal.cyan(pad(t.phase(), 10))
        + " step "
        + t.step()
        + "/"
        + t.steps()
        + "  loss "
        + Format.number(t.loss(), 3)
        + "  "
        + Format.number(t.imagesPerSecond(), 1)
        + " img/s  ETA "
        + Format.duration(t.etaSeconds())
        + reached
        + (t.fence() > 1 ? terminal.faint("  attempt " + t.fence()) : "");
  }

  private String bar(Trial t) {
    if (!terminal.live() || t.steps() == 0) {
      return "";
    }
    int full = (int) (BAR * Math.min(t.steps(), t.step()) / t.steps());
    return terminal.cyan("█".repeat(full)) + terminal.faint("░".repeat(BAR - full)) + " ";
  }

  /** Whether a line for a log is due: another state or phase, an AP, or a tenth of the steps. */
  static boolean worthALine(Trial before, Trial now) {
    if (before == null || before.state() != now.state()) {
      return now.state() != TrialState.QUEUED || now.failure().isPresent();
    }
    return !before.phase().equals(now.phase())
        || Double.compare(before.lastScore(), now.lastScore()) != 0
        || before.fence() != now.fence()
        || 10 * before.step() / Math.max(1, now.steps())
            != 10 * now.step() / Math.max(1, now.steps());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
