package dev.lorsbench.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.lorsbench.dashboard.access.AccessKey;
import dev.lorsbench.dashboard.access.KeyFile;
import dev.lorsbench.dashboard.access.Names;
import dev.lorsbench.experiment.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in: by the key, and by the names that a dashboard answers to. */
@Timeout(240)
class AccessTest {
  private static final String PAUSE =
      "path => fetch(path, {method: 'POST'}).then(r => r.status, () => 0)";

  private static Ledger ledger;
  @TempDir static Path temp;

  @BeforeAll
  static void start() {
    ledger = Afternoon.ledger();
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  private static String answer(Dashboard dashboard, String request) throws Exception {
    try (Raw raw = new Raw(dashboard)) {
      return raw.send(request.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n").rest();
    }
  }

  private static String local(String request) throws Exception {
    return answer(ledger.dashboard(), request + "\nHost: 127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /sweeps",
        "GET /fragments/workers",
        "GET /events?topic=board",
        "GET /none",
        "GET /?token=wrong",
        "GET /api/v1/leaderboard",
        "GET /api/v1/health",
        "POST /api/v1/sweeps",
        "POST /api/v1/sweeps?token=" + Ledger.KEY,
        "DELETE /api/v1/sweeps/none",
      })
  void nothingIsReadOrSteeredWithoutTheKey(String line) throws Exception {
    assertThat(local(line + " HTTP/1.1"))
        .startsWith("HTTP/1.1 401 ")
        .contains("WWW-Authenticate: Bearer", "lors status")
        .doesNotContain(Ledger.KEY);
    for (String given : List.of("Bearer wrong", "Bearer", "Basic " + Ledger.KEY, Ledger.KEY)) {
      assertThat(local(line + " HTTP/1.1\nAuthorization: " + given)).startsWith("HTTP/1.1 401 ");
    }
    assertThat(local(line + " HTTP/1.1\nCookie: lorsbench=" + Ledger.KEY))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void balancersNeedNoKeyAndLearnNoMore() throws Exception {
    assertThat(local("GET /healthz HTTP/1.1"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"status\":\"ok\",\"database\":true}");
  }

  @Test
  void theAddressWithTheKeyLeadsToTheOneWithout() throws Exception {
    String query = "?sort=name&token=" + Ledger.KEY + "&order=desc";
    assertThat(local("GET /sweeps" + query + " HTTP/1.1"))
        .startsWith("HTTP/1.1 303 ")
        .contains("Location: /sweeps?sort=name&order=desc\r\n", "HttpOnly; SameSite=Strict")
        .doesNotContain(Ledger.KEY);
    assertThat(local("GET //evil.example/" + query + " HTTP/1.1"))
        .doesNotContainIgnoringCase("Location: //")
        .doesNotContainIgnoringCase("Location: http");
  }

  @Test
  void withoutAKeyEverybodyIsLetIn() throws Exception {
    DashboardOptions options =
        new DashboardOptions(
            DashboardOptions.LOOPBACK, 0, List.of(), Optional.empty(), Ledger.QUICK);
    try (Dashboard open = ledger.start(options)) {
      assertThat(open.address()).isEqualTo(open.url());
      assertThat(answer(open, "GET /api/v1/health HTTP/1.1\nHost: localhost"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerAlone() throws Exception {
    Path folder = temp.resolve("kept");
    String address = KeyFile.in(folder).address("http://localhost:1/");
    assertThat(address).matches("http://localhost:1/\\?token=[0-9a-f]{48}");
    assertThat(KeyFile.in(folder).address("http://localhost:1/")).isEqualTo(address);
    assertThat(KeyFile.find(folder))
        .hasValueSatisfying(k -> assertThat(address).doesNotContain("" + k));
    Path file = folder.resolve("dashboard-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> KeyFile.in(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("16 to 200");
    assertThatThrownBy(() -> new AccessKey("not allowed: spaces", "X")).hasMessageStartingWith("X");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
  void onlyNamesOnTheListAreServedWhateverAddressIsBound(String bound) throws Exception {
    List<String> allowed = List.of("lors.example", "2001:db8::7");
    try (Dashboard dashboard = ledger.start(Ledger.options(bound, allowed, Ledger.QUICK))) {
      String get = "GET /healthz HTTP/1.1\nHost: ";
      for (String name :
          List.of("localhost", "127.0.0.1:99", "[::1]", "LORS.example:80", "[2001:db8::7]:1")) {
        assertThat(answer(dashboard, get + name)).as(name).startsWith("HTTP/1.1 200 ");
      }
      for (String name : List.of("evil.example", "x.lors.example", "10.0.0.1", "localhost.evil")) {
        assertThat(answer(dashboard, get + name)).as(name).startsWith("HTTP/1.1 403 ");
      }
      String post = "POST /api/v1/trials/none/retry HTTP/1.1\nAuthorization: Bearer " + Ledger.KEY;
      String host = "\nHost: lors.example:8080\nOrigin: ";
      for (String own : List.of("http://lors.example:8080", "https://lors.example:8080")) {
        assertThat(answer(dashboard, post + host + own)).as(own).startsWith("HTTP/1.1 404 ");
      }
      for (String other :
          List.of(
              "http://lors.example:9",
              "http://localhost:8080",
              "http://evil.example",
              "ftp://lors.example:8080",
              "null")) {
        assertThat(answer(dashboard, post + host + other)).as(other).startsWith("HTTP/1.1 403 ");
      }
      String rebound = "\nHost: evil.example\nOrigin: http://evil.example";
      assertThat(answer(dashboard, post + rebound)).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void whatIsNoNameIsNamed() {
    assertThatThrownBy(() -> new Names("::", List.of("http://lors.example/")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--allow-host is http://lors.example/; allowed");
  }

  @Test
  void aBrowserEntersByTheAddressAndAReboundNameDoesNot() {
    Optional<Path> executable = Chromium.find();
    assumeTrue(executable.isPresent(), "no Chromium on the PATH: no browser is rebound");
    DashboardOptions options = Ledger.options("0.0.0.0", List.of("lors.example"), Ledger.QUICK);
    String rules = "--host-resolver-rules=MAP *.example 127.0.0.1";
    try (Dashboard dashboard = ledger.start(options);
        Chromium chromium = new Chromium(executable.get(), rules);
        BrowserContext context = chromium.context(1280, 800, ColorScheme.LIGHT)) {
      Page page = context.newPage();
      String path = "/api/v1/sweeps/" + Afternoon.DEMO + "/pause";

      assertThat(page.navigate(at("evil.example", dashboard)).status()).isEqualTo(403);
      assertThat(page.locator("h1")).hasText("Not allowed");
      assertThat(page.evaluate(PAUSE, path)).isEqualTo(403);

      assertThat(page.navigate("http://lors.example:" + dashboard.port()).status()).isEqualTo(401);
      assertThat(page.locator("h1")).hasText("The key is missing");
      page.navigate(at("lors.example", dashboard));
      assertThat(page.locator("#live")).hasAttribute("data-on", "true");
      // The page may have written its order into the address by now; the key is gone from it.
      assertThat(page.url()).startsWith("http://lors.example:" + dashboard.port() + "/");
      assertThat(page.url()).doesNotContain(Ledger.KEY);
      assertThat((int) page.evaluate(PAUSE, path)).isNotIn(401, 403);
      assertThat(context.cookies())
          .singleElement()
          .satisfies(AccessTest::isKeptFromScriptsAndSites);
      assertThat(page.evaluate("document.cookie")).isEqualTo("");

      // A page of another site, with the key in the browser: neither cookie nor origin passes.
      page.navigate(at("evil.example", dashboard));
      String there = "http://lors.example:" + dashboard.port() + path;
      assertThat(page.evaluate(PAUSE, there)).isEqualTo(0);
    }
  }

  private static void isKeptFromScriptsAndSites(Cookie cookie) {
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
    assertThat(cookie.value).doesNotContain(Ledger.KEY);
  }

  private static String at(String name, Dashboard dashboard) {
    return "http://" + name + ":" + dashboard.port() + "/?token=" + Ledger.KEY;
  }
}
