package dev.lorsbench.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/**
 * Takes pictures of a dashboard that runs: {@code Screenshots URL FILE WIDTH HEIGHT light|dark
 * full|screen}, and six more for each further one.
 */
final class Screenshots {
  private static final int DRAWN_MS = 10_000;

  private Screenshots() {}

  public static void main(String[] args) {
    Path executable =
        Chromium.find().orElseThrow(() -> new IllegalStateException("no Chromium on the PATH"));
    try (Chromium chromium = new Chromium(executable)) {
      for (int i = 0; i + 5 < args.length; i += 6) {
        take(
            chromium,
            args[i],
            Path.of(args[i + 1]),
            Integer.parseInt(args[i + 2]),
            Integer.parseInt(args[i + 3]),
            args[i + 4].equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT,
            args[i + 5].equals("full"));
      }
    }
  }

  private static void take(
      Chromium chromium,
      String url,
      Path file,
      int width,
      int height,
      ColorScheme scheme,
      boolean full) {
    try (BrowserContext context = chromium.context(width, height, scheme)) {
      Page page = context.newPage();
      page.onConsoleMessage(m -> System.err.println(url + ": " + m.text()));
      page.navigate(url);
      assertThat(page.locator("[data-chart] .wait").getByText("Reading"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(DRAWN_MS));
      page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(full));
    }
  }
}
