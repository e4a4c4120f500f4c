package dev.lorsbench.dashboard.http;

import org.eclipse.jetty.http.HttpStatus;

/** What is said where the server refuses by itself; its own words are for its developers. */
public final class Reasons {
  /** What is said of a fault of the dashboard itself. */
  static final String OWN_FAULT = "the dashboard failed to answer; its log says why";

  private Reasons() {}

  /** One line for a status. */
  public static String of(int status) {
    return switch (status) {
      case 400 ->
          "the request cannot be read: its address, Host, headers or body break the rules of HTTP;"
              + " a % in an address is written %25";
      case 404 -> "not found";
      case 405 -> "this method is not allowed here";
      case 408 -> "the request took too long to arrive";
      case 413 -> "the request's body is larger than the dashboard takes (1 MiB)";
      case 414 -> "the request's address is longer than the dashboard takes (8 KiB)";
      case 431 -> "the request's headers are longer than the dashboard takes (8 KiB)";
      case 500 -> OWN_FAULT;
      default -> HttpStatus.getMessage(status);
    };
  }
}
