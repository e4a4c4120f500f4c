package dev.lorsbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * {@code make screenshot}: takes {@code -Dlors.screenshot=FILE} of the page at {@code
 * -Dlors.dashboard=URL}.
 */
class ScreenshotTest {
  private static final String FILE = "lors.screenshot";
  private static final String URL = "lors.dashboard";

  @Test
  void photographsARunningDashboard() throws Exception {
    assumeTrue(
        System.getProperty(FILE) != null && System.getProperty(URL) != null,
        "no -Dlors.screenshot=FILE and -Dlors.dashboard=URL: nothing to photograph");
    Optional<Path> chromium = Chromium.find();
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: nothing to photograph with");
    Path file = root().resolve(System.getProperty(FILE));
    Files.createDirectories(file.getParent());
    Screenshots.main(
        new String[] {System.getProperty(URL), file.toString(), "1280", "800", "light", "full"});
    assertThat(file).isNotEmptyFile();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
