package dev.lorsbench.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.lorsbench.db.Attempt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in a real browser. Skipped where none is installed. */
class BrowserTest {
  private static Ledger ledger;
  private static Chromium chromium;

  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;

  @BeforeAll
  static void start() {
    Optional<Path> executable = Chromium.find();
    assumeTrue(executable.isPresent(), "no Chromium on the PATH: the browser tests are skipped");
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000); // for busy machines
    chromium = new Chromium(executable.get());
    ledger = new Ledger();
    Afternoon.write(ledger.seeds());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
      ledger.close();
    }
  }

  @AfterEach
  void nothingWasRefusedOrThrown() {
    context.close();
    assertThat(complaints).isEmpty();
  }

  private Page open(String path, int width, int height, ColorScheme scheme) {
    context = chromium.context(width, height, scheme);
    Page page = context.newPage();
    page.onConsoleMessage(
        m -> {
          if (m.type().equals("error")) {
            complaints.add(m.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(ledger.url(path));
    assertThat(page.locator("#live")).hasAttribute("data-on", "true");
    return page;
  }

  private Page laptop(String path) {
    return open(path, 1280, 800, ColorScheme.LIGHT);
  }

  @Test
  void theLeaderboardSortsAndFilters() {
    Page page = laptop("");
    Locator first = page.locator("#leaderboard tbody tr").first();
    assertThat(first).containsText("adamixer");
    page.locator("#sort-parameters").click();
    assertThat(first).containsText("lors-rank-2");
    assertThat(page.locator("th[aria-sort=ascending]")).hasText("Parameters");
    assertThat(page).hasURL(Pattern.compile(".*sort=parameters.*"));
    page.getByLabel("Search").fill("rank-16");
    assertThat(page.locator("#leaderboard tbody tr")).hasCount(1);
    assertThat(first).containsText("561,153");
    page.getByLabel("Search").fill("no such trial");
    assertThat(page.locator("#board")).containsText("Nothing matches");
    page.getByLabel("Search").fill("");
    page.getByLabel("State").selectOption("FAILED");
    assertThat(page.locator("#leaderboard tbody tr")).hasCount(1);
    assertThat(first).containsText("hot");
  }

  @Test
  void progressAndResultsArriveWithoutReload() {
    ledger
        .seeds()
        .sweep(
            "live-000001",
            "{name: live, train: {seed: 41}, trials: [{name: live-one, model: lors-tiny}]}");
    Attempt a = ledger.seeds().begin("live-one");
    Page page = laptop("sweeps/live-000001");
    page.evaluate("window.marked = 'not reloaded'");
    ledger.seeds().train(a, 438_273, 0, 600, 1200, 0.4, 3);
    assertThat(page.locator("#sweep")).containsText("step 600 / 1,200");
    assertThat(page.locator("#side-by-side")).hasAttribute("data-points", "60");
    ledger.seeds().train(a, 438_273, 600, 1200, 1200, 0.4, 4);
    ledger.seeds().succeed(a, 1200, 438_273, 0.391, 120, 900);
    ledger.seeds().end("live-000001");
    assertThat(page.locator("#sweep .chip.succeeded")).hasCount(2);
    assertThat(page.locator("#sweep tbody tr")).containsText("0.391");
    assertThat(page.locator("#side-by-side")).hasAttribute("data-points", "120");
    assertThat(page.evaluate("window.marked")).isEqualTo("not reloaded");
  }

  @Test
  void aTrialIsSteeredFromItsPage() {
    ledger
        .seeds()
        .sweep(
            "steered-000001",
            "{name: steered, train: {seed: 42}, trials: [{name: steered, model: lors-tiny}]}");
    Page page = laptop("trials/" + ledger.seeds().trial("steered"));
    page.onDialog(d -> d.accept());
    page.locator("#cancel").click();
    assertThat(page.locator("#toast")).containsText("The trial stops within a step");
    assertThat(page.locator("#progress .chip.cancelled")).isVisible();
    assertThat(page.locator("#retry")).isVisible();
    assertThat(page.locator("#cancel")).hasCount(0);
  }

  @Test
  void aButtonHearsOfItsClickThoughThePageChangedWhileItWasPressed() {
    ledger
        .seeds()
        .sweep(
            "pressed-000001",
            "{name: pressed, train: {seed: 43}, trials: [{name: pressed, model: lors-tiny}]}");
    Page page = laptop("trials/" + ledger.seeds().trial("pressed"));
    page.onDialog(d -> d.accept());
    page.locator("#cancel").hover();
    page.mouse().down();
    page.waitForResponse(r -> r.url().endsWith("/progress"), () -> ledger.seeds().begin("pressed"));
    page.waitForRequest(r -> r.url().endsWith("/cancel"), () -> page.mouse().up());
    assertThat(page.locator("#progress .chip.running")).isVisible();
  }

  @Test
  void darkModeFollowsTheSystemAndTheSwitch() {
    Page page = open("", 1280, 800, ColorScheme.DARK);
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(17, 20, 23)");
    page.getByLabel("Switch between light and dark").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(246, 246, 243)");
  }

  @Test
  void aPhoneNeedsNoSidewaysScrolling() {
    List<String> paths =
        List.of(
            "",
            "sweeps",
            "sweeps/" + Afternoon.RANKS,
            "trials/" + ledger.seeds().trial("rank-8"),
            "trials/" + ledger.seeds().trial("hot"));
    for (String path : paths) {
      Page page = open(path, 390, 844, ColorScheme.LIGHT);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(390);
      context.close();
    }
  }

  @Test
  void curvesAreDrawn() {
    Page page = laptop("trials/" + ledger.seeds().trial("rank-8"));
    for (String metric : List.of("loss", "ap", "learning_rate", "images_per_second")) {
      assertThat(page.locator("#curve-" + metric)).hasAttribute("data-drawn", "true");
    }
    assertThat(page.locator("#curve-loss canvas")).isVisible();
  }
}
