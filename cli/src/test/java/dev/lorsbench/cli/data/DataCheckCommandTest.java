package dev.lorsbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCheckCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  private int lors(String... args) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out, true));
    return line.execute(args);
  }

  @BeforeEach
  void write() {
    Shapes.write(folder, new ShapesSpec(1, 20, 20, 32), n -> {});
  }

  @Test
  void aSoundFolderEndsWith0() {
    assertThat(lors("data", "check", folder.toString())).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("0 errors, 0 warnings");
  }

  @Test
  void errorsEndWith1AndAreNamed() throws IOException {
    Files.delete(folder.resolve("val/000004.png"));
    assertThat(lors("data", "check", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains("image 4", "000004.png cannot be read: no such file", "1 errors");
    out.getBuffer().setLength(0);
    assertThat(lors("data", "check", folder.toString(), "--split", "val", "--json")).isEqualTo(1);
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(report.get("errors").getAsInt()).isEqualTo(1);
    JsonObject finding = report.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertThat(finding.get("kind").getAsString()).isEqualTo("missing_file");
  }

  @Test
  void wrongUsageEndsWith2() {
    assertThat(lors("data", "check", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(lors("data")).isEqualTo(2);
  }
}
