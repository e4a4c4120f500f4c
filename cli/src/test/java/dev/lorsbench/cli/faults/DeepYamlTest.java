package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is nested deeply, or repeats itself, ends in one line that names file and line. */
@Timeout(60)
class DeepYamlTest {
  @TempDir Path folder;

  private Lors plan(String name, String text) throws IOException {
    return Lors.run("plan", Files.writeString(folder.resolve(name), text), "--no-calibration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deepflow.yaml", "deepmap.yaml"})
  void theDepthIsBound(String name) {
    Path file = Lors.given("07-deep-yaml").resolve(name);
    Lors run = Lors.run("plan", file, "--no-calibration");
    assertThat(run.err())
        .isEqualTo("lors: %s:3: lists and mappings are nested more than 64 deep%n".formatted(file));
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train --data . --out x --config", "plan"})
  void everyConfigurationHasTheBound(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("deep.yaml"), "x: " + "[".repeat(3000));
    Lors run = Lors.run((Object[]) (line + " " + file).split(" "));
    assertThat(run.shown()).contains("deep.yaml:1: ").contains("nested more than 64 deep");
    assertThat(run.shown().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aliasesAreCountedWrittenOut() throws IOException {
    StringBuilder text = new StringBuilder("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n");
    for (int i = 1; i < 9; i++) {
      String before = "*a" + (i - 1);
      text.append("a%d: &a%d [%s%s]%n".formatted(i, i, before, (", " + before).repeat(9)));
    }
    Lors run = plan("laughs.yaml", text.toString());
    assertThat(run.err()).contains("laughs.yaml:6: holds more than 1,000,000 values");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void anAliasInsideWhatItRepeatsIsRefused() throws IOException {
    Lors run = plan("loop.yaml", "data: &d\n  folder: [*d]\n");
    assertThat(run.err()).contains("loop.yaml:2: *d repeats itself");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void namesOfClassesHaveTheBoundToo() throws IOException {
    Path yolo = Lors.copied("18-bom-text", folder.resolve("given")).resolve("yolo");
    Files.writeString(yolo.resolve("data.yaml"), "names: " + "{a: ".repeat(3000));
    Lors run = Lors.run("data", "convert", "--from", "yolo", yolo, "--out", folder.resolve("out"));
    assertThat(run.err()).contains("data.yaml:1: lists and mappings are nested more than 64 deep");
    assertThat(run.err().lines()).hasSize(1);
  }
}
