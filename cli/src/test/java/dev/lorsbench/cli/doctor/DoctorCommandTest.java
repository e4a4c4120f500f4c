package dev.lorsbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.cli.Lors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir Path temp;

  @Test
  void aHealthyMachineHasNoProblem() {
    assertThat(new MachineChecks(temp.resolve("not/yet/there"), Optional.empty()).run())
        .extracting(Finding::check)
        .containsExactly("java", "memory", "disk", "ports", "pytorch", "device");
    assertThat(new MachineChecks(temp, Optional.of("cpu")).run())
        .noneMatch(f -> f.verdict() == Finding.Verdict.PROBLEM);
  }

  private static Finding broken(String check, Path folder, String device) {
    Finding finding =
        new MachineChecks(folder, Optional.of(device))
            .run().stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow();
    assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(finding.advice()).isNotEmpty();
    return finding;
  }

  @Test
  void aFolderThatCannotBeUsedAndADeviceThatIsNotHereAreProblems() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThat(broken("disk", file.resolve("data"), "cpu").found()).contains(file + " is no");
    assertThat(broken("device", temp, "cuda:99").found())
        .contains("LORS_DEVICE is cuda:99", "there are: cpu");
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc: no file system without room");
    broken("disk", Path.of("/proc/lors"), "cpu");
  }

  /** Natives load once a process: this one's has its own. */
  @Test
  void nativesThatCannotBeUnpackedAreAProblemThatNamesTheFolder() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    ProcessBuilder doctor =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.lorsbench.cli.Lors",
            "doctor",
            "--data-dir",
            temp.toString());
    doctor.environment().remove("ENGINE_CACHE_DIR");
    doctor.environment().put("DJL_CACHE_DIR", file.toString());
    Process process = doctor.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(1);
    assertThat(said)
        .containsPattern("pytorch +problem +the natives do not load: .*" + file)
        .contains("-> they are unpacked below ~/.djl.ai, or DJL_CACHE_DIR")
        .doesNotContain("\tat ")
        .doesNotContain("\ndevice ");
  }

  @Test
  void nothingIsMadeByLooking() {
    Path folder = temp.resolve("data");
    assertThat(Lors.commandLine().execute("doctor", "--data-dir", "" + folder)).isZero();
    assertThat(Files.exists(folder)).isFalse();
  }
}
