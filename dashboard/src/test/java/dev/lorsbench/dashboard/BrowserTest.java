package dev.lorsbench.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.WorkerStore;
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
    ledger = Afternoon.ledger();
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
  void aRefreshThatASortOvertookDoesNotUndoIt() {
    Page page = laptop("");
    List<Route> held = new ArrayList<>();
    page.route(url -> url.contains("sort=ap") && held.isEmpty(), held::add);
    ledger.seeds().begin("rank-4-with-cosine-schedule-and-wide-kernels");
    page.waitForCondition(() -> !held.isEmpty());
    page.locator("#sort-parameters").click();
    Locator first = page.locator("#leaderboard tbody tr").first();
    assertThat(first).containsText("lors-rank-2");
    Response anew =
        page.waitForResponse(r -> r.url().contains("sort=parameters"), () -> held.get(0).resume());
    anew.finished();
    assertThat(first).containsText("lors-rank-2");
    assertThat(page.locator("th[aria-sort=ascending]")).hasText("Parameters");
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
  void trialsThatAreAddedAreDrawnWithoutReload() {
    ledger
        .seeds()
        .sweep(
            "grows-000001",
            "{name: grows, train: {seed: 43}, trials: [{name: grows-one, model: lors-tiny}]}");
    ledger.seeds().train(ledger.seeds().begin("grows-one"), 438_273, 0, 600, 1200, 0.4, 3);
    Page page = laptop("sweeps/grows-000001");
    Locator chart = page.locator("#side-by-side");
    assertThat(chart).hasAttribute("data-points", "60");
    ledger
        .seeds()
        .add(
            "grows-000001",
            "{name: grows, train: {seed: 44}, trials: [{name: grows-two, model: lors-tiny}]}");
    assertThat(page.locator("#sweep tbody tr")).hasCount(2);
    ledger.seeds().train(ledger.seeds().begin("grows-two"), 438_273, 0, 300, 1200, 0.4, 4);
    assertThat(chart).hasAttribute("data-points", "90");
    assertThat(chart.locator(".u-legend")).containsText("grows-two");
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
  void whatSucceededIsGivenMoreStepsFromItsPages() {
    ledger
        .seeds()
        .sweep(
            "longer-000001",
            "{name: longer, train: {seed: 45, steps: 600}, trials: [{name: longer, model: lors-tiny}]}");
    String trial = ledger.seeds().trial("longer");
    Attempt a = ledger.seeds().begin("longer");
    ledger.seeds().train(a, 438_273, 0, 600, 600, 0.4, 3);
    Page page = laptop("sweeps/longer-000001");
    Locator steps = page.locator("#extend input");
    steps.fill("90"); // half typed
    ledger.seeds().succeed(a, 600, 438_273, 0.391, 120, 900);
    ledger.seeds().end("longer-000001");
    assertThat(page.locator("#sweep .chip.succeeded")).hasCount(2);
    assertThat(steps).hasValue("90");
    steps.press("End");
    steps.press("0");
    page.locator("#extend button").click();
    assertThat(page.locator("#toast")).containsText("1 trial goes on as longer-to-900");
    assertThat(steps).hasValue("");
    assertThat(page.locator("#sweep tbody tr")).hasCount(2);
    assertThat(page.locator("#sweep tbody tr").nth(1)).containsText("longer-to-900");
    assertThat(page.locator("#sweep .head-line .chip"))
        .not()
        .hasClass(Pattern.compile("succeeded"));

    page.navigate(ledger.url("trials/" + trial));
    steps.fill("600");
    assertThat(page.locator("#extend input:invalid")).isVisible();
    steps.fill("1200");
    page.locator("#extend button").click();
    assertThat(page.locator("#toast")).containsText("The trial goes on as longer-to-1200");
    assertThat(new SweepStore(ledger.database()).members("longer-000001"))
        .extracting(SweepStore.Member::name)
        .containsExactly("longer", "longer-to-900", "longer-to-1200");
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
    // What was held back comes now; it may already say what the click led to.
    assertThat(page.locator("#progress").locator(".chip.running, .chip.cancelled")).isVisible();
  }

  @Test
  void whatAButtonDidIsSaidThoughThePageChangedBeforeTheAnswer() {
    ledger
        .seeds()
        .sweep(
            "answered-000001",
            "{name: answered, train: {seed: 44}, trials: [{name: answered, model: lors-tiny}]}");
    Page page = laptop("trials/" + ledger.seeds().trial("answered"));
    page.onDialog(d -> d.accept());
    List<Route> held = new ArrayList<>();
    page.route(url -> url.endsWith("/cancel"), held::add);
    page.locator("#cancel").click();
    page.waitForCondition(() -> !held.isEmpty());
    ledger.seeds().begin("answered");
    assertThat(page.locator("#progress .chip.running")).isVisible();
    held.get(0).resume();
    assertThat(page.locator("#toast")).containsText("The trial stops within a step");
  }

  @Test
  void workersComeWorkAndLeaveWithoutReload() {
    Page page = laptop("workers");
    assertThat(page.locator("nav a[aria-current=page]")).hasText("Workers");
    WorkerStore.Row idle = ledger.seeds().worker("box:7", "gpu:0", null);
    Locator row = page.locator("[id='worker-box:7']");
    assertThat(row.locator(".chip")).hasText("Idle");
    ledger.seeds().worker("box:7", "gpu:0", "rank-8");
    assertThat(row).containsText("step 1,480 / 2,600");
    ledger.seeds().workers().draining(idle);
    assertThat(row.locator(".chip")).hasText("Draining");
    ledger.seeds().workers().gone("box:7");
    assertThat(row).hasCount(0);
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
    ledger.seeds().worker("a-machine-with-quite-a-long-name.cluster:4711", "gpu:0", "rank-8");
    List<String> paths =
        List.of(
            "",
            "sweeps",
            "workers",
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
