package dev.lorsbench.dashboard.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that take too long over their headers, their body or their answer. An idle
 * timeout alone never ends a client that sends a byte a second. Both a handler around all others
 * and a listener of the connector's connections.
 */
public final class Deadlines extends EventsHandler implements Connection.Listener {
  /** For reading why a body is not taken. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Limits limits;
  private final Map<EndPoint, Scheduler.Task> armed = new ConcurrentHashMap<>();

  /** With those limits. */
  public Deadlines(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void onOpened(Connection connection) {
    arm(connection.getEndPoint(), limits.head());
  }

  @Override
  public void onClosed(Connection connection) {
    disarm(connection.getEndPoint());
  }

  @Override
  protected void onBeforeHandling(Request request) {
    arm(endPoint(request), hasBody(request) ? limits.body() : limits.answer());
  }

  @Override
  protected void onRequestRead(Request request, Content.Chunk chunk) {
    if (chunk != null && chunk.isLast()) {
      arm(endPoint(request), limits.answer());
    }
  }

  @Override
  protected void onResponseBegin(Request request, int status, HttpFields headers) {
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type != null && type.startsWith("text/event-stream")) {
      disarm(endPoint(request));
    } else if (status == HttpStatus.PAYLOAD_TOO_LARGE_413) {
      arm(endPoint(request), LINGER);
    }
  }

  @Override
  protected void onComplete(Request request, Throwable failure) {
    arm(endPoint(request), limits.head());
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private static EndPoint endPoint(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  private void arm(EndPoint endPoint, Duration limit) {
    Scheduler scheduler = getServer().getScheduler();
    Scheduler.Task task =
        scheduler.schedule(endPoint::close, limit.toMillis(), TimeUnit.MILLISECONDS);
    cancel(armed.put(endPoint, task));
    if (!endPoint.isOpen()) {
      disarm(endPoint); // closed meanwhile, and nobody will say so again
    }
  }

  private void disarm(EndPoint endPoint) {
    cancel(armed.remove(endPoint));
  }

  private static void cancel(Scheduler.Task task) {
    if (task != null) {
      task.cancel();
    }
  }
}
