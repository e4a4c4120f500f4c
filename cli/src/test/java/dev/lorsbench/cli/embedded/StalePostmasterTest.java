package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a killed machine left in postmaster.pid. */
class StalePostmasterTest {
  @TempDir Path cluster;
  private Path file;

  @BeforeEach
  void name() {
    file = cluster.resolve("postmaster.pid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\0\0\0\0",
        "postgres",
        "-7",
        "0",
        "99999999999999999999",
        "1e3",
        "\u001b[2J"
      })
  void aFileWithoutANumberIsNamedAndKept(String content) throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> StalePostmaster.clear(cluster))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("delete the file")
        .message()
        .doesNotContain("\u001b", "\0", "\n");
    assertThat(file).exists();
  }

  @Test
  void aFileThatIsTooLargeOrNoFileIsNamed() throws IOException {
    Files.write(file, new byte[1 << 20]);
    assertThatThrownBy(() -> StalePostmaster.clear(cluster)).hasMessageContaining("is larger");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> StalePostmaster.clear(cluster)).hasMessageContaining("is a folder");
  }

  @Test
  void anotherProgramsNumberIsNoServer() throws IOException {
    Files.writeString(file, ProcessHandle.current().pid() + "\n/data\n");
    StalePostmaster.clear(cluster);
    assertThat(file).doesNotExist();
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void aDeadProcesssFileStaysForPostgres() throws IOException, InterruptedException {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.writeString(file, ended.pid() + "\n");
    StalePostmaster.clear(cluster);
    assertThat(file).exists();
    Files.delete(file);
    StalePostmaster.clear(cluster);
  }
}
