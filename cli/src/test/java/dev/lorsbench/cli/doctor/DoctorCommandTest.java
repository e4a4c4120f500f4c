package dev.lorsbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.Lors;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path temp;

  @Test
  void aHealthyMachineHasNoProblem() {
    assertThat(new MachineChecks(temp.resolve("not/yet/there")).run())
        .extracting(Finding::check)
        .containsExactly("java", "memory", "disk", "ports", "pytorch");
    assertThat(new MachineChecks(temp).run())
        .noneMatch(f -> f.verdict() == Finding.Verdict.PROBLEM);
  }

  @Test
  void nothingIsMadeByLooking() {
    Path folder = temp.resolve("data");
    assertThat(Lors.commandLine().execute("doctor", "--data-dir", "" + folder)).isZero();
    assertThat(Files.exists(folder)).isFalse();
  }
}
