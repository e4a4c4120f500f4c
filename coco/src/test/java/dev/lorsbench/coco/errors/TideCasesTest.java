package dev.lorsbench.coco.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Cases written by src/test/python/tide_cases.py. */
class TideCasesTest {
  @Test
  void theStoredCasesHaveTidesFigures() throws IOException {
    assertEqual(Path.of("src/test/resources/tide"));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "lors.tide",
      matches = ".+",
      disabledReason = "lors.tide names no folder of tide_cases.py")
  void everyCaseHasTheFiguresOfThisMachinesTide() throws IOException {
    assertEqual(Path.of(System.getProperty("lors.tide")));
  }

  private static void assertEqual(Path cases) throws IOException {
    try (Stream<Path> folders = Files.list(cases)) {
      List<TideCase> all = folders.sorted().map(TideCase::new).toList();
      assertThat(all).isNotEmpty();
      all.forEach(TideCase::assertEqual);
    }
  }
}
