package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.db.Sweep;
import java.util.ArrayList;
import java.util.List;

/** How far a sweep's trials have come. */
public record Counts(long total, long succeeded, long failed, long lost, long cancelled) {
  static Counts of(Sweep s) {
    long failed = s.failed() - s.lost() - s.cancelled();
    return new Counts(s.trials(), s.succeeded(), failed, s.lost(), s.cancelled());
  }

  /** Those that will not run on. */
  public long ended() {
    return succeeded + failed + lost + cancelled;
  }

  /** As {@code 2 succeeded, 1 failed, 1 lost}: what failed is told apart from what was lost. */
  public String words() {
    List<String> words = new ArrayList<>();
    add(words, succeeded, "succeeded");
    add(words, failed, "failed");
    add(words, lost, "lost");
    add(words, cancelled, "cancelled");
    return String.join(", ", words);
  }

  private static void add(List<String> words, long count, String what) {
    if (count > 0) {
      words.add(count + " " + what);
    }
  }

  /** How the bar is coloured. */
  public String tone() {
    if (ended() < total) {
      return "running";
    }
    return succeeded == total ? "succeeded" : "failed";
  }
}
