package dev.lorsbench.orchestrator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.orchestrator.sweep.SweepWorkflowImpl;
import dev.lorsbench.orchestrator.trial.TrialWorkflowImpl;
import io.temporal.testing.WorkflowReplayer;
import java.io.File;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every history under {@code histories/}; see {@link RecordHistories} for where they are from. */
class ReplayTest {
  static Stream<File> histories() {
    File folder = new File(ReplayTest.class.getResource("/histories").getPath());
    return Stream.of(folder.listFiles((f, name) -> name.endsWith(".json"))).sorted();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void todaysCodeReplays(File history) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        history, SweepWorkflowImpl.class, TrialWorkflowImpl.class);
  }

  @Test
  void historiesOfEveryKindAreKept() {
    assertThat(histories()).hasSizeGreaterThanOrEqualTo(18);
  }
}
