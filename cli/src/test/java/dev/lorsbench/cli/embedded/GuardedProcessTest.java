package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedProcessTest {
  @Test
  void theLineThatNamesTheErrorIsKeptNotTheStackTraceBelowIt() {
    String taken = "level=ERROR msg=\"listen tcp 127.0.0.1:7233: address already in use\"";
    List<String> lines =
        List.of(
            "starting", taken, "panic: runtime error: nil pointer", "main.main()", "\tmain.go:18");
    assertThat(GuardedProcess.lastWords(lines)).isEqualTo(taken);
  }

  @Test
  void withoutAnErrorTheLastLineSpeaks() {
    assertThat(GuardedProcess.lastWords(List.of("a", "  shut down  "))).isEqualTo("shut down");
    assertThat(GuardedProcess.lastWords(List.of())).isEqualTo("it wrote nothing");
  }
}
