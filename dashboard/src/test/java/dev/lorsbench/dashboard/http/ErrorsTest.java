package dev.lorsbench.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lorsbench.dashboard.page.Pages;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  private static final String ENGINE = "io.javalin.http.servlet.JavalinServlet";

  /** A page that was closed leaves a request whose every method throws. */
  @Test
  void aRequestThatIsGoneDoesNotKeepItsThreadForEver() throws Exception {
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get("/gone", ctx -> ctx.async(() -> abandon(ctx)));
              new Errors(new Pages()).install(config.routes);
            });
    try {
      server.start("127.0.0.1", 0);
      URI address = URI.create("http://127.0.0.1:" + server.port() + "/gone");
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
      await().untilAsserted(() -> assertThat(requestsInWork()).isZero());
    } finally {
      server.stop();
    }
  }

  private static void abandon(Context ctx) {
    ctx.req().getAsyncContext().complete();
    await().until(() -> isGone(ctx));
  }

  private static boolean isGone(Context ctx) {
    try {
      ctx.path();
      return false;
    } catch (RuntimeException e) {
      return true;
    }
  }

  private static long requestsInWork() {
    return Thread.getAllStackTraces().values().stream()
        .filter(trace -> Stream.of(trace).anyMatch(frame -> frame.getClassName().equals(ENGINE)))
        .count();
  }
}
