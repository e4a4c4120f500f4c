package dev.lorsbench.cli.fetch;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.coco.files.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Fetches one file over HTTP. What has come is kept beside it when the connection or the process
 * ends, and the next try asks for the rest alone. A server that cannot do that, or whose file has
 * changed, is asked for all of it.
 *
 * @param retries further tries after the first
 * @param delay before the second try; it doubles up to sixty times as long
 */
public record Download(int retries, Duration delay) {
  private static final int CONNECT_MILLIS = 20_000;

  /** A server that says nothing for so long has gone away. */
  private static final int SILENCE_MILLIS = 60_000;

  /** Times the first delay. */
  private static final int LONGEST = 60;

  /**
   * Fetches, checks and names a file.
   *
   * @throws CliException in one line, if it cannot be had or is not the wanted one
   */
  public void fetch(URI from, Path to, Checksum checksum, Progress progress) {
    PartFile part = new PartFile(to);
    Duration longest = delay.multipliedBy(LONGEST);
    RetryPolicy<Object> policy =
        RetryPolicy.builder()
            .handle(IOException.class)
            .abortOn(Refused.class)
            .withMaxRetries(retries)
            .withBackoff(delay, longest)
            .build();
    try {
      Failsafe.with(policy).run(() -> attempt(from, part, checksum, progress));
    } catch (FailsafeException e) {
      throw new CliException(from + ": " + reason(e.getCause()) + hint(e.getCause()), e);
    }
  }

  private static String reason(Throwable cause) {
    return cause instanceof Refused
        ? cause.getMessage()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private String hint(Throwable cause) {
    return cause instanceof Refused
        ? ""
        : " (" + (retries + 1) + " tries; run it again to go on from what has come)";
  }

  private static void attempt(URI from, PartFile part, Checksum checksum, Progress progress)
      throws IOException {
    boolean fresh = receive(from, part, progress);
    if (part.matches(checksum)) {
      part.complete();
      return;
    }
    part.discard();
    String wrong = "its checksum is not " + checksum.hex();
    if (fresh) {
      throw new Refused(wrong + "; it is another file than the wanted one");
    }
    // Pieces of two files may have met: all of it once more.
    throw new IOException(wrong);
  }

  /** Brings the part up to its end; whether all of it came from this one answer. */
  private static boolean receive(URI from, PartFile part, Progress progress) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
    try {
      long have = part.size();
      ask(connection, have, part.version());
      int status = connection.getResponseCode();
      if (status == 416 && have > 0) {
        Answer.requireEnd(connection, part, have);
        return false;
      }
      Answer.requireUsable(status);
      long coming = connection.getContentLengthLong();
      boolean fresh = status == 200;
      if (fresh) {
        have = 0;
        part.begin(Answer.version(connection));
      } else {
        Answer.requireRest(connection, part, have);
      }
      long all = coming < 0 ? -1 : have + coming;
      try (InputStream bytes = connection.getInputStream()) {
        part.append(bytes, all, progress);
      }
      if (all >= 0 && part.size() < all) {
        throw new IOException(
            "the connection ended after " + part.size() + " of " + all + " bytes");
      }
      return fresh;
    } finally {
      connection.disconnect();
    }
  }

  private static void ask(HttpURLConnection connection, long have, String version) {
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
      if (version != null) {
        connection.setRequestProperty("If-Range", version);
      }
    }
  }
}
