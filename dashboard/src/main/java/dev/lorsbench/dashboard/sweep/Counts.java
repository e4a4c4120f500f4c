package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.db.Sweep;
import java.util.ArrayList;
import java.util.List;

/** How far a sweep's trials have come. */
public record Counts(long total, long succeeded, long failed) {
  static Counts of(Sweep s) {
    return new Counts(s.trials(), s.succeeded(), s.failed());
  }

  /** Those that will not run on. */
  public long ended() {
    return succeeded + failed;
  }

  /** As {@code 2 succeeded, 1 failed}. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (succeeded > 0) {
      words.add(succeeded + " succeeded");
    }
    if (failed > 0) {
      words.add(failed + " failed or cancelled");
    }
    return String.join(", ", words);
  }

  /** How the bar is coloured. */
  public String tone() {
    if (ended() < total) {
      return "running";
    }
    return failed == 0 ? "succeeded" : "failed";
  }
}
