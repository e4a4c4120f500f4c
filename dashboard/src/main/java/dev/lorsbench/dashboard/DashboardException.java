package dev.lorsbench.dashboard;

import dev.lorsbench.experiment.Innermost;

/** The dashboard cannot be started. One line. */
public final class DashboardException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DashboardException(String message, Throwable cause) {
    super(message, cause);
  }

  static DashboardException cannotListen(String host, int port, Throwable e) {
    Throwable inner = Innermost.of(e);
    String reason =
        inner instanceof java.net.BindException ? "the port is taken" : inner.getMessage();
    return new DashboardException(
        "the dashboard cannot listen on " + host + ":" + port + ": " + reason, e);
  }
}
