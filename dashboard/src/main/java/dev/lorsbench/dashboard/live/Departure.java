package dev.lorsbench.dashboard.live;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices at once that the reader of an endless answer has closed its connection; by writing alone
 * it is noticed at the second heartbeat. Whoever sends anything more on such a connection counts as
 * gone as well: no browser does. The connection is not used again after the answer.
 */
final class Departure implements Callback {
  private final EndPoint endPoint;
  private final Runnable gone;

  private Departure(EndPoint endPoint, Runnable gone) {
    this.endPoint = endPoint;
    this.gone = gone;
  }

  /** Runs {@code gone} once, on a thread of the server's, when the reader of that request goes. */
  static void watch(HttpServletRequest request, Runnable gone) {
    EndPoint endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    endPoint.tryFillInterested(new Departure(endPoint, gone));
  }

  @Override
  public void succeeded() {
    try {
      if (endPoint.fill(BufferUtil.allocate(1)) == 0) {
        endPoint.tryFillInterested(this);
        return;
      }
    } catch (IOException reset) {
      endPoint.close();
    }
    gone.run();
  }

  @Override
  public void failed(Throwable closed) {
    gone.run();
  }
}
