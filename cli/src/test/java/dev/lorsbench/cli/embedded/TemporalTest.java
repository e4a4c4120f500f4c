package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalTest {
  @TempDir Path temp;

  @Test
  void theServerThatStartsHereAnswers() {
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"));
        Temporal temporal = Temporal.start(data, line -> {})) {
      assertAnswers(temporal);
    }
  }

  @Test
  void theInProcessServerAnswersAndIsNotDurable() {
    try (Temporal temporal = Temporal.inProcess()) {
      assertThat(temporal.durable()).isFalse();
      assertAnswers(temporal);
    }
  }

  private static void assertAnswers(Temporal temporal) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newConnectedServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.target()).build(),
            Duration.ofSeconds(20));
    assertThat(stubs.getServerCapabilities().get()).isNotNull();
    stubs.shutdownNow();
  }
}
