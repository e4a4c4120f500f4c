package dev.lorsbench.workers.objects;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Innermost;
import dev.lorsbench.experiment.TrialException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the client library threw, as one line that says what to do. */
record StoreFailure(String server) {
  private static final int FORBIDDEN = 403;
  private static final int MISSING = 404;
  private static final int TOO_MANY = 429;

  /** Away where waiting helps, STORAGE where it does not. */
  TrialException of(ObjectUri object, SdkException e) {
    if (e instanceof AwsServiceException answer && !busy(answer)) {
      return refused(object, answer);
    }
    return new StoreAwayException(
        "the store %s at %s does not answer (%s); when it does, it goes on"
            .formatted(object, server, reason(e)),
        e);
  }

  private TrialException refused(ObjectUri object, AwsServiceException e) {
    String advice =
        switch (e.statusCode()) {
          case FORBIDDEN ->
              "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what the key may do in bucket "
                  + object.bucket();
          case MISSING -> "create the bucket " + object.bucket() + ", or name another";
          default -> "check AWS_ENDPOINT_URL_S3 and AWS_REGION";
        };
    return new TrialException(
        Failure.STORAGE,
        "the store %s at %s refuses (%d %s); %s"
            .formatted(object, server, e.statusCode(), code(e), advice),
        e);
  }

  private static boolean busy(AwsServiceException e) {
    return e.statusCode() >= 500 || e.statusCode() == TOO_MANY || e.isThrottlingException();
  }

  private static String code(AwsServiceException e) {
    return e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
  }

  private static String reason(SdkException e) {
    if (e instanceof AwsServiceException answer) {
      return answer.statusCode() + " " + code(answer);
    }
    return Innermost.line(e, "no reason given");
  }
}
