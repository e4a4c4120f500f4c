package dev.lorsbench.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.Repository;
import dev.lorsbench.cli.startup.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CocoEvalCommandTest {
  private static final Path SMALL =
      Repository.root().resolve("coco/src/test/resources/golden/small");
  private static final String GT = SMALL.resolve("gt.json").toString();
  private static final String DT = SMALL.resolve("dt.json").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lors(String... args) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void theTwelveLinesArePycocotoolsOwn() {
    assertThat(lors("cocoeval", GT, DT)).isZero();
    assertThat(out.toString().lines())
        .hasSize(12)
        .startsWith(
            " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 0.301",
            " Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 0.432")
        .endsWith(
            " Average Recall     (AR) @[ IoU=0.50:0.95 | area= large | maxDets=100 ] = 0.391");
  }

  @Test
  void jsonHasAllDigitsAndTheCategories() throws IOException {
    assertThat(lors("cocoeval", GT, DT, "--json", "--per-category", "--threads", "2")).isZero();
    JsonObject actual = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject expected =
        JsonParser.parseString(Files.readString(SMALL.resolve("expected.json"))).getAsJsonObject();
    JsonArray stats = actual.getAsJsonArray("stats");
    for (int i = 0; i < 12; i++) {
      assertThat(stats.get(i).getAsDouble())
          .isEqualTo(expected.getAsJsonArray("stats").get(i).getAsDouble());
    }
    assertThat(actual.getAsJsonArray("per_category")).hasSize(3);
  }

  @Test
  void theRehearsalOfTheLauncherEnds() throws IOException {
    Rehearsal.main(new String[0]);
    assertThat(lors("cocoeval", GT, DT)).isZero();
  }

  @Test
  void categoriesFollowInATable() {
    assertThat(lors("cocoeval", GT, DT, "--per-category")).isZero();
    assertThat(out.toString()).contains("c1").contains("0.243").contains("c3");
  }

  @Test
  void wrongInputGivesOneLine(@TempDir Path folder) throws IOException {
    Path cut = Files.writeString(folder.resolve("cut.json"), "[{\"image_id\": 1, \"bbox\": [1, 2");
    assertThat(lors("cocoeval", GT, "none.json")).isEqualTo(1);
    assertThat(lors("cocoeval", GT, cut.toString())).isEqualTo(1);
    assertThat(lors("cocoeval", GT, GT)).isEqualTo(1);
    assertThat(lors("cocoeval", GT)).isEqualTo(2);
    assertThat(lors("cocoeval", GT, DT, "--threads", "0")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("lors: "))
        .anyMatch(line -> line.contains("none.json: no such file"))
        .anyMatch(line -> line.contains("cut.json: line 1, byte "));
  }
}
