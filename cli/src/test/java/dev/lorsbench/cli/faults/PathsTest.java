package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text that cannot be a path is named with its place; a check goes on behind it. */
class PathsTest {
  @ParameterizedTest
  @CsvSource({"nul-data, 3: data.folder", "nul-split, 3: data.train"})
  void aSweepNamesTheKey(String name, String place) {
    Path file = Lors.given("09-paths").resolve(name + ".yaml");
    Lors run = Lors.run("plan", file);
    assertThat(run.err()).startsWith("lors: " + file + ":" + place).contains("NUL character");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void whatItStartsFromToo() {
    Path file = Lors.given("09-paths").resolve("nul-from.yaml");
    Lors run = Lors.run("plan", file, "--data", Lors.given("09-paths"));
    assertThat(run.err()).startsWith("lors: " + file).contains("from").contains("NUL character");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"fn-nul, NUL character", "fn-surr, cannot be a path"})
  void aCheckGoesOnBehindABadName(String set, String why) {
    Lors run = Lors.run("data", "check", Lors.given("09-paths").resolve(set));
    assertThat(run.out()).contains("image 1").contains(why).contains("val");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void theCommandLineIsHeldToIt() {
    Lors run = Lors.run("plan", "a\0b.yaml");
    assertThat(run.err()).contains("cannot be a path: it holds a NUL character");
    assertThat(run.code()).isEqualTo(2);
  }
}
