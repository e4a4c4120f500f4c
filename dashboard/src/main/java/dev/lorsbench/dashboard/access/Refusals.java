package dev.lorsbench.dashboard.access;

import dev.lorsbench.dashboard.http.Errors;
import dev.lorsbench.dashboard.http.Reasons;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never reaches a handler: a request that cannot be read, one that is too large, and
 * what a handler could not answer itself. It looks as every other error does.
 */
public final class Refusals extends ErrorHandler {
  private final Errors errors;

  /** In the form of those. */
  public Refusals(Errors errors) {
    this.errors = errors;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    Errors.Answer answer = errors.answer(path(request), code, Reasons.of(code));
    HttpFields.Mutable headers = response.getHeaders();
    Guard.HEADERS.forEach(headers::put);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    ByteBuffer body = ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8));
    if (code == HttpStatus.PAYLOAD_TOO_LARGE_413) {
      headers.put(HttpHeader.CONNECTION, "close");
      response.write(true, body, lingering(request, callback));
    } else {
      response.write(true, body, callback);
    }
  }

  /**
   * A connection that is closed while its client still sends is reset, and the answer lost: what is
   * already under way is taken and thrown away, for as long as {@link Deadlines} allows.
   */
  private static Callback lingering(Request request, Callback callback) {
    return Callback.from(() -> Content.Source.consumeAll(request, callback), callback::failed);
  }

  /** A path that cannot be parsed is not among the request's parts; its connection has it. */
  private static String path(Request request) {
    return request.getConnectionMetaData().getConnection() instanceof Targets.Kept kept
        ? kept.target()
        : request.getHttpURI().getPath();
  }
}
