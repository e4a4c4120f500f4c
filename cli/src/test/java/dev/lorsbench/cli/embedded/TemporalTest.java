package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.orchestrator.OrchestratorException;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalTest {
  @TempDir Path temp;

  @Test
  void theServerInThisProcessHasItsOwnerAloneByTheKeyInTheDataDirectory() throws IOException {
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"));
        DataDirectory others = DataDirectory.take(temp.resolve("others"));
        Temporal temporal = Temporal.start(data, false, line -> {})) {
      assertThat(temporal.durable()).isFalse();
      assertAnswers(temporal.config());
      assertRefused(TemporalConfig.plain(temporal.config().target()));
      assertRefused(temporal.config().with(TemporalKeys.prepare(others.root()).tls()));
      for (String file : List.of("temporal.key", "temporal.pem")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
            .as(file)
            .isEqualTo("rw-------");
      }
      assertThat(data.resolve("temporal.p12")).doesNotExist();
    }
  }

  @Test
  void theKeyStaysTheSame() throws IOException {
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"))) {
      String first = Files.readString(TemporalKeys.prepare(data.root()).key());
      assertThat(Files.readString(TemporalKeys.prepare(data.root()).key())).isEqualTo(first);
    }
  }

  @Test
  void theProgramIsTakenWhereItIsAskedForAndSaysWhoCanReachIt() {
    assumeTrue(Temporal.installed().isPresent(), "no temporal program on the PATH");
    List<String> said = new ArrayList<>();
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"));
        Temporal temporal = Temporal.start(data, true, said::add)) {
      assertThat(temporal.durable()).isTrue();
      assertAnswers(temporal.config());
      assertThat(said).singleElement().asString().contains("every account of this machine");
    }
  }

  @Test
  void theProgramThatIsNotThereIsNamed() {
    assumeTrue(Temporal.installed().isEmpty(), "a temporal program is on the PATH");
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"))) {
      assertThatThrownBy(() -> Temporal.start(data, true, line -> {}))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("--temporal-program");
    }
  }

  private static void assertAnswers(TemporalConfig config) {
    try (TemporalConnection connection = TemporalConnection.open(config)) {
      assertThat(connection.client()).isNotNull();
    }
  }

  private static void assertRefused(TemporalConfig config) {
    assertThatThrownBy(() -> TemporalConnection.open(config))
        .isInstanceOf(OrchestratorException.class);
  }
}
