package dev.lorsbench.dashboard.access;

import java.time.Duration;

/**
 * What one client may take.
 *
 * @param interval between two looks at the ledger for open pages
 * @param followers pages that follow at once
 * @param bytes of a request's body
 * @param head from the opening of a connection, or the end of an answer, until a request's headers
 *     are there
 * @param body from then until its body is there
 * @param answer from then until the answer is read; streams of changes have no end
 */
public record Limits(
    Duration interval, int followers, long bytes, Duration head, Duration body, Duration answer) {
  /** For people and programs on networks of every kind. */
  public static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(1),
          200,
          1 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5));
}
