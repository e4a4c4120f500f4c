package dev.lorsbench.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.Lors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong is told before anything starts, in one line. */
class BadInputTest {
  @TempDir Path temp;
  private final StringWriter err = new StringWriter();

  @Test
  void commandsSayWhereNothingRuns() {
    for (String command : new String[] {"status", "runs", "leaderboard"}) {
      assertLine(1, "nothing runs on the data directory " + temp, command, "--data-dir", dir());
    }
    assertLine(1, "nothing runs on", "cancel", "x", "--data-dir", dir());
    assertThat(run("down", "--data-dir", dir())).isZero();
  }

  @Test
  void aWrongSweepNamesFileLineAndKey() throws IOException {
    Path file = temp.resolve("sweep.yaml");
    Files.writeString(file, "name: x\nstepz: 3\ntrials: [{name: a, model: lors-tiny}]\n");
    String set = temp.toString();
    assertLine(2, file + ":2: unknown key stepz", "submit", file.toString(), "--data", set);
    String absent = temp.resolve("absent.yaml").toString();
    assertLine(2, absent + ": no such file", "submit", absent);
  }

  @Test
  void anEmptyDataFolderIsNamed() throws IOException {
    Path file = temp.resolve("sweep.yaml");
    Files.writeString(file, "name: x\ntrials: [{name: a, model: lors-tiny}]\n");
    assertLine(1, temp.toString(), "submit", file.toString(), "--data", temp.toString());
    assertLine(2, "data is missing", "submit", file.toString());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertLine(
        1, "cannot write to the data directory " + file, "up", "--data-dir", file.toString());
    assertLine(2, "cannot write /nowhere/x.json", "demo", "--json", "/nowhere/x.json");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertLine(2, "--port", "up", "--port", "many", "--data-dir", dir());
    assertLine(2, "--port is 99999", "up", "--port", "99999", "--data-dir", dir());
  }

  private String dir() {
    return temp.toString();
  }

  private void assertLine(int code, String contained, String... words) {
    err.getBuffer().setLength(0);
    assertThat(run(words)).as(err.toString()).isEqualTo(code);
    assertThat(err.toString()).startsWith("lors: ").contains(contained).hasLineCount(1);
  }

  private int run(String... words) {
    CommandLine line = Lors.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
