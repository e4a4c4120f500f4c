package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices have no end and pipes wait: both are refused in one line, whatever names them. */
@Timeout(60)
class SpecialFilesTest {
  @TempDir Path folder;
  private Path pipe;
  private Path zero;

  @BeforeEach
  void make() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/zero")), "/dev/zero is not there");
    zero = Files.createSymbolicLink(folder.resolve("zero.yaml"), Path.of("/dev/zero"));
    pipe = folder.resolve("pipe.yaml");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
        "mkfifo does not work");
  }

  private void refused(String... words) {
    for (Path special : List.of(pipe, zero)) {
      Object[] line =
          List.of(words).stream()
              .map(w -> w.equals("FILE") ? special : w.replace("DIR", folder.toString()))
              .toArray();
      Lors run = Lors.run(line);
      assertThat(run.code()).as(run.err()).isIn(1, 2);
      assertThat(run.err().strip()).contains(special.toString()).doesNotContain("internal error");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan FILE",
        "convert FILE --out DIR/o.safetensors",
        "restore FILE",
        "cocoeval FILE FILE",
        "compress FILE --rank 4 --out DIR/o.safetensors",
        "merge FILE --out DIR/o.safetensors",
        "train --data DIR --config FILE --out DIR/run --steps 1"
      })
  void everyFileThatACommandReadsIsARegularOne(String line) {
    refused(line.split(" "));
  }

  @Test
  void anAnnotationFileToo() throws IOException {
    Files.createDirectories(folder.resolve("data/annotations"));
    Files.createDirectories(folder.resolve("data/val"));
    Path file = folder.resolve("data/annotations/instances_val.json");
    Files.move(pipe, file);
    Lors run = Lors.run("data", "check", folder.resolve("data"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out() + run.err()).contains("instances_val.json").doesNotContain("internal");
  }
}
