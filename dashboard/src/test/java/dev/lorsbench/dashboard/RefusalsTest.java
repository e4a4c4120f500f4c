package dev.lorsbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.dashboard.access.Guard;
import dev.lorsbench.dashboard.access.Limits;
import dev.lorsbench.dashboard.access.Names;
import dev.lorsbench.dashboard.http.Errors;
import dev.lorsbench.dashboard.page.Pages;
import io.javalin.Javalin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers where no handler is reached, or one fails: the form of every error. */
@Timeout(240)
class RefusalsTest {
  private static final String AUTHORISED =
      " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
          + Ledger.KEY
          + "\r\n";

  private static Ledger ledger;

  @BeforeAll
  static void start() {
    ledger = new Ledger();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static String answer(String request) throws Exception {
    try (Raw raw = new Raw(ledger.dashboard())) {
      return raw.send(request).rest();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  api/v1/trials/%zz, 400",
    "GET,  api/v1/trials/a%2Fb, 404",
    "GET,  api/v1/trials/a%, 400",
    "GET,  api/v1/trials?text=%zz, 404",
    "GET,  api/v1/../v1/none, 404",
    "GET,  api/v1/none, 404",
    "POST, api/v1/leaderboard, 405",
    "BREW, api/v1/leaderboard, 405",
    "GET,  sweeps/%zz, 400",
    "GET,  none, 404",
    "POST, workers, 405",
  })
  void aBadPathHasTheFormOfItsPlace(String method, String path, int status) throws Exception {
    assertForm(answer(method + " /" + path + AUTHORISED + "\r\n"), path, status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api/v1/leaderboard", "workers"})
  void longAddressesAndHeadersHaveTheFormOfTheirPlace(String path) throws Exception {
    String filler = "x".repeat(20_000);
    assertForm(answer("GET /" + path + "?text=" + filler + AUTHORISED + "\r\n"), path, 414);
    assertForm(answer("GET /" + path + AUTHORISED + "Filler: " + filler + "\r\n\r\n"), path, 431);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api/v1/leaderboard", "workers"})
  void badHostsAndLinesHaveTheFormOfTheirPlace(String path) throws Exception {
    String line = "GET /" + path + " HTTP/1.1\r\n";
    assertForm(answer(line + "Host: a b\r\n\r\n"), path, 400);
    assertForm(answer(line + "\r\n"), path, 400);
    assertForm(answer(line + "Host: evil.example\r\nConnection: close\r\n\r\n"), path, 403);
    assertForm(answer(line + "Host: localhost\r\nConnection: close\r\n\r\n"), path, 401);
    assertForm(answer(line + "Host: localhost\r\nno colon\r\n\r\n"), path, 400);
    assertForm(answer(line + "Host: localhost\r\nContent-Length: -1\r\n\r\n"), path, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1048577",
        "Content-Length: 99999999999",
        "Content-Length: 9223372036854775807"
      })
  void aBodyAnnouncedAboveTheLimitIsNotWaitedFor(String length) throws Exception {
    String head = "POST /api/v1/sweeps" + AUTHORISED.replace("Connection: close\r\n", "");
    assertForm(answer(head + length + "\r\n\r\n"), "api/v1/sweeps", 413);
    String unread = "POST /api/v1/sweeps/none/pause" + AUTHORISED + length + "\r\n\r\n";
    assertForm(answer(unread), "api/v1/sweeps/none/pause", 413);
  }

  @Test
  void aBodyInChunksIsBoundAsWell() throws Exception {
    String head = "POST /api/v1/sweeps" + AUTHORISED + "Transfer-Encoding: chunked\r\n\r\n";
    String chunk = "10000\r\n" + "#".repeat(0x10000) + "\r\n";
    assertForm(answer(head + chunk.repeat(17)), "api/v1/sweeps", 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST ", "POST /api/v1/sweeps HTTP/1.1\r\nHost: lo"})
  void headersThatTrickleAreCutOff(String head) throws Exception {
    try (Dashboard dashboard = ledger.start(hurried());
        Raw raw = new Raw(dashboard)) {
      assertThat(raw.send(head).trickle("x")).isEmpty();
    }
  }

  @Test
  void aConnectionThatSaysNothingIsCutOff() throws Exception {
    try (Dashboard dashboard = ledger.start(hurried());
        Raw raw = new Raw(dashboard)) {
      assertThat(raw.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
  void aBodyThatTricklesIsCutOff(String length) throws Exception {
    try (Dashboard dashboard = ledger.start(hurried());
        Raw raw = new Raw(dashboard)) {
      raw.send("POST /api/v1/sweeps" + AUTHORISED + length + "\r\n\r\n");
      assertThat(raw.trickle("1\r\n#\r\n")).doesNotContain("201");
    }
  }

  @Test
  void aStreamOfChangesIsNotCutOff() throws Exception {
    try (Dashboard dashboard = ledger.start(hurried());
        Raw raw = new Raw(dashboard);
        Raw later = new Raw(dashboard)) {
      raw.send("GET /events?topic=none" + AUTHORISED + "Accept: text/event-stream\r\n\r\n");
      assertThat(later.rest()).as("cut off after the time that the stream outlives").isEmpty();
      String health = "GET /api/v1/health" + AUTHORISED + "\r\n";
      try (Raw asks = new Raw(dashboard)) {
        assertThat(asks.send(health).rest()).contains("\"pages_following\":1");
      }
    }
  }

  /** Everything that a handler throws ends as one line, errors as well as exceptions. */
  @ParameterizedTest
  @ValueSource(strings = {"api/v1/deep", "deep"})
  void anErrorOfAHandlerHasTheFormOfItsPlace(String path) throws Exception {
    Errors errors = new Errors(new Pages());
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.router.handlerWrapper(endpoint -> errors.guarded(endpoint.handler));
              config.routes.before(new Guard(new Names("localhost", List.of()))::headers);
              config.routes.get("/" + path, ctx -> ctx.result("" + deep(0)));
              errors.install(config.routes);
            });
    try {
      server.start(DashboardOptions.LOOPBACK, 0);
      try (Raw raw = new Raw(server.port())) {
        assertForm(raw.send("GET /" + path + AUTHORISED + "\r\n").rest(), path, 500);
      }
    } finally {
      server.stop();
    }
  }

  private static int deep(int level) {
    return level < 0 ? level : 1 + deep(level + 1);
  }

  /** So short that a test need not wait, and long enough for a request that does not dawdle. */
  private static DashboardOptions hurried() {
    Duration brief = Duration.ofSeconds(1);
    return Ledger.options(
        DashboardOptions.LOOPBACK,
        List.of(),
        new Limits(Duration.ofMillis(100), 200, 1 << 20, brief, brief, brief));
  }

  private static void assertForm(String answer, String path, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer)
        .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'")
        .doesNotContain("Jetty", "Exception");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    if (path.startsWith("api/")) {
      assertThat(body).startsWith("{\"error\":\"").endsWith("\"}").hasLineCount(1);
    } else {
      assertThat(body).contains("<title>Error " + status);
    }
  }
}
