package dev.lorsbench.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known from a configuration is told by a process that has no neural library at all. */
class WithoutNativeLibraryTest {
  @ParameterizedTest
  @ValueSource(strings = {"params lors-swin-s-3x --json", "models"})
  void runsWithoutDjlOnTheClasspath(String arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(java(), "-cp", classpathWithoutDjl(), "dev.lorsbench.cli.Lors"));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("lors-swin-s-3x");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classpathWithoutDjl() {
    String all = System.getProperty("java.class.path");
    String kept =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(entry -> !entry.contains("djl") && !entry.contains("pytorch"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(kept).isNotEqualTo(all);
    return kept;
  }
}
