package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temp;

  @Test
  void aSecondTakerIsToldWhoHasItAndWhatToDo() {
    Path root = temp.resolve("data");
    try (DataDirectory first = DataDirectory.take(root)) {
      first.publish(new Instance(4711, "jdbc:x", "127.0.0.1:1", true, "", "http://127.0.0.1:2"));
      assertThatThrownBy(() -> DataDirectory.take(root))
          .isInstanceOf(CliException.class)
          .hasMessage(
              root
                  + " is in use by process 4711 (dashboard http://127.0.0.1:2);"
                  + " stop it with `lors down` or choose another --data-dir");
    }
    DataDirectory.take(root).close();
  }

  @Test
  void runningKnowsTheInstanceWhileItRunsAlone() {
    Path root = temp.resolve("data");
    assertThat(DataDirectory.running(root)).isEmpty();
    Instance instance = new Instance(1, "jdbc:x", "127.0.0.1:1", false, "http://ui", "http://d");
    try (DataDirectory data = DataDirectory.take(root)) {
      data.publish(instance);
      assertThat(DataDirectory.running(root)).contains(instance);
    }
    assertThat(DataDirectory.running(root)).isEmpty();
  }

  @Test
  void whatAKilledProcessPublishedIsNotRunning() throws IOException {
    Files.createFile(temp.resolve("lock"));
    Files.writeString(temp.resolve("instance.json"), Instance.starting().json());
    assertThat(DataDirectory.running(temp)).isEmpty();
  }

  @Test
  void aFileInItsPlaceIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> DataDirectory.take(file))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot write to the data directory " + file)
        .hasMessageContaining("is not a folder");
    assertThatThrownBy(() -> DataDirectory.take(file.resolve("below")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot write to the data directory " + file.resolve("below"));
  }
}
