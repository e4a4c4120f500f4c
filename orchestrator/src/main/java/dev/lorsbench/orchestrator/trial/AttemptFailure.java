package dev.lorsbench.orchestrator.trial;

import dev.lorsbench.experiment.Failure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * How a worker tells Temporal that an attempt did not succeed: the type is the {@link Failure}'s
 * name, whose own policy says whether and when the next attempt begins.
 */
public final class AttemptFailure {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private AttemptFailure() {}

  /** A failure that is repeated as its class says. */
  public static ApplicationFailure of(Failure failure, String message, Throwable cause) {
    return report(failure, message, cause, !failure.retryable());
  }

  /** A failure after which the trial ends, whatever its class says. */
  public static ApplicationFailure last(Failure failure, String message, Throwable cause) {
    return report(failure, message, cause, true);
  }

  /** Not an attempt: another worker is to take the trial, which is offered again in a moment. */
  public static ApplicationFailure declined(String message) {
    return ApplicationFailure.newBuilder()
        .setType("DECLINED")
        .setMessage(message)
        .setNextRetryDelay(MOMENT)
        .build();
  }

  private static ApplicationFailure report(
      Failure failure, String message, Throwable cause, boolean last) {
    ApplicationFailure.Builder report =
        ApplicationFailure.newBuilder()
            .setType(failure.name())
            .setMessage(message)
            .setNonRetryable(last)
            .setCause(cause);
    failure.pause().ifPresent(report::setNextRetryDelay);
    return report.build();
  }
}
