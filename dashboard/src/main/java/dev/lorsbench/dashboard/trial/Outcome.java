package dev.lorsbench.dashboard.trial;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import java.util.Optional;

/**
 * How an attempt or a trial ended, for a tag. What failed is told apart from what was lost.
 *
 * @param words empty where there is nothing to say
 * @param tone {@code failed}, {@code lost}, or empty
 */
public record Outcome(String words, String tone) {
  private static final Outcome NOTHING = new Outcome("", "");

  /** Beside a trial's state. */
  public static Outcome of(TrialState state, Optional<Failure> failure) {
    return failure.map(f -> new Outcome(f.beside(state), tone(f))).orElse(NOTHING);
  }

  /**
   * Of an attempt.
   *
   * @param outcome as the ledger has it: null while it runs, SUCCEEDED or a {@link Failure}
   */
  public static Outcome ofAttempt(String outcome) {
    if (outcome == null || outcome.equals(TrialState.SUCCEEDED.name())) {
      return new Outcome(outcome == null ? "running" : "succeeded", "");
    }
    Failure failure = Failure.valueOf(outcome);
    return new Outcome(failure.words(), tone(failure));
  }

  private static String tone(Failure failure) {
    if (failure == Failure.CANCELLED || failure == Failure.PAUSED) {
      return "";
    }
    return failure.lost() ? "lost" : "failed";
  }
}
