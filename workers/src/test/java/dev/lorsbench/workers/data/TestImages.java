package dev.lorsbench.workers.data;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The small images beside these tests. */
final class TestImages {
  private TestImages() {}

  static Path file(String name) {
    try {
      return Path.of(TestImages.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
