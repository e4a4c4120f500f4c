package dev.lorsbench.cli.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.lorsbench.dashboard.Chromium;

/**
 * Steers by the buttons of the dashboard in a real browser: the sweep and the trial {@code low} on
 * the sweep's page, which stays open throughout, every other trial on a page of its own.
 */
final class Buttons implements Hands {
  private final BrowserContext context;
  private final String dashboard;
  private final Steered sweep;
  private final Page page;

  /**
   * Opens the sweep's page.
   *
   * @param dashboard its address, with the key
   */
  Buttons(Chromium chromium, String dashboard, Steered sweep) {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000); // for busy machines
    this.context = chromium.context(1280, 800, ColorScheme.LIGHT);
    context.newPage().navigate(dashboard);
    this.dashboard = dashboard.replaceFirst("/[?].*", "");
    this.sweep = sweep;
    this.page = open("sweeps/" + sweep.id());
  }

  private Page open(String path) {
    Page page = context.newPage();
    page.onDialog(Dialog::accept);
    page.navigate(dashboard + "/" + path);
    assertThat(page.locator("#live")).hasAttribute("data-on", "true");
    return page;
  }

  /** Presses what asks the server for something, and awaits that it says so. */
  private static void press(Page page, String button) {
    page.waitForResponse(
        r -> r.request().method().equals("POST") && r.status() == 202,
        () -> page.locator(button).click());
  }

  /** What these buttons change is what the page shows. */
  private void shows(String fact) {
    assertThat(page.locator("#sweep .facts")).containsText(fact);
  }

  private void ofTrial(String trial, String action) {
    String id = sweep.trial(trial).id();
    if (trial.equals("low")) {
      press(page, "#" + action + "-" + id);
      return;
    }
    try (Page own = open("trials/" + id)) {
      press(own, "#" + action);
    }
  }

  private static void extend(Page page, int steps) {
    page.locator("#extend input").fill("" + steps);
    press(page, "#extend button");
  }

  @Override
  public void pause() {
    press(page, "#pause-sweep");
  }

  @Override
  public void resume() {
    press(page, "#resume-sweep");
  }

  @Override
  public void parallelism(int atOnce) {
    page.locator("#at-once input").fill("" + atOnce);
    press(page, "#at-once button");
  }

  @Override
  public void more() {
    shows(sweep.now().parallelism() + " at once");
    press(page, "#more");
  }

  @Override
  public void fewer() {
    shows(sweep.now().parallelism() + " at once");
    press(page, "#fewer");
  }

  @Override
  public void sooner() {
    press(page, "#sooner");
  }

  @Override
  public void later() {
    shows("Priority " + sweep.now().priority());
    press(page, "#later");
  }

  @Override
  public void stop(String trial) {
    ofTrial(trial, "stop");
  }

  @Override
  public void retry(String trial) {
    ofTrial(trial, "retry");
  }

  @Override
  public void cancel(String trial) {
    ofTrial(trial, "cancel");
  }

  @Override
  public void add(String yaml) {
    page.locator("#add summary").click();
    page.locator("#add textarea").fill(yaml);
    press(page, "#add button");
  }

  @Override
  public void extend(int steps) {
    extend(page, steps);
  }

  @Override
  public void extend(String trial, int steps) {
    try (Page own = open("trials/" + sweep.trial(trial).id())) {
      extend(own, steps);
    }
  }

  @Override
  public void retry() {
    press(page, "#retry-sweep");
  }

  @Override
  public void cancel() {
    press(page, "#cancel-sweep");
  }

  @Override
  public void close() {
    context.close();
  }
}
