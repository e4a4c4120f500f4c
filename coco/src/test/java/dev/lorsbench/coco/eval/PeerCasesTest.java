package dev.lorsbench.coco.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Cases written by src/test/python/golden_cases.py with the pycocotools of this machine. */
@EnabledIfSystemProperty(
    named = "lors.cases",
    matches = ".+",
    disabledReason = "lors.cases names no folder of golden_cases.py")
class PeerCasesTest {

  @Test
  void everyCaseHasTheBitsOfThisMachinesPycocotools() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(System.getProperty("lors.cases")))) {
      folders
          .sorted()
          .map(GoldenCase::new)
          .forEach(golden -> golden.assertEqualBits(golden.evaluate(golden.settings())));
    }
  }
}
