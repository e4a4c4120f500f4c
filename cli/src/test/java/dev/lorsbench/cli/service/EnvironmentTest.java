package dev.lorsbench.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.orchestrator.TemporalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EnvironmentTest {
  @TempDir Path temp;

  @Test
  void aSecretComesFromAFileUnlessItIsGiven() throws IOException {
    Path file = Files.writeString(temp.resolve("password"), "of file\n");
    Map<String, String> both = Map.of("P", "given", "P_FILE", file.toString());
    assertThat(new Environment(Map.of("P_FILE", file.toString())).secret("P")).contains("of file");
    assertThat(new Environment(both).secret("P")).contains("given");
    assertThat(new Environment(Map.of("P", " ")).secret("P")).isEmpty();
  }

  @Test
  void aSecretsFileThatIsNotThereIsNamed() {
    Environment wrong = new Environment(Map.of("P_FILE", temp.resolve("none").toString()));
    assertThatThrownBy(() -> wrong.secret("P"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("P_FILE names " + temp.resolve("none"));
  }

  @Test
  void optionsGoBeforeTheEnvironment() throws IOException {
    Path key = Files.writeString(temp.resolve("key"), "secret");
    TemporalOptions options = new TemporalOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("t", spec(options)))
        .parseArgs("--temporal", "cloud:7233", "--temporal-api-key-file", key.toString());
    TemporalConfig config =
        options.config(
            new Environment(
                Map.of(
                    "LORS_TEMPORAL_ADDRESS", "elsewhere:1",
                    "LORS_TEMPORAL_TLS", "true",
                    "LORS_NAMESPACE", "mine")));
    assertThat(config.target()).isEqualTo("cloud:7233");
    assertThat(config.namespace()).isEqualTo("mine");
    assertThat(config.tls().on()).isTrue();
    assertThat(config.apiKey()).isEqualTo("secret");
  }

  private static CommandLine.Model.CommandSpec spec(TemporalOptions options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }
}
