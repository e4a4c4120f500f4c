package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives whose contents hold null. */
class RestoreTest {
  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({"null.zip, is null", "cknull.zip, checkpoints holds null", "lostnull.zip, lost"})
  void nullsAreNamed(String name, String says) {
    Path archive = Lors.given("10-restore-nulls").resolve(name);
    Lors run = Lors.run("restore", archive, "--data-dir", data);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip())
        .contains(archive.toString(), "backup.json", says)
        .doesNotContain("\n", "internal");
    assertThat(data).isEmptyDirectory();
  }
}
