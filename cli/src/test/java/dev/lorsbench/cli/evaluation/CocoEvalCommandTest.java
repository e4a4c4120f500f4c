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
  void errorsSizesAndCrowdingFollow() {
    assertThat(lors("cocoeval", GT, DT, "--errors")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.startsWith("localisation"))
        .anyMatch(line -> line.startsWith("all false negatives"))
        .anyMatch(line -> line.startsWith("96-192"))
        .anyMatch(line -> line.startsWith("objects an image"));
    out.getBuffer().setLength(0);
    assertThat(lors("cocoeval", GT, DT, "--errors", "--json")).isZero();
    JsonObject all = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(all.getAsJsonArray("stats")).hasSize(12);
    JsonObject errors = all.getAsJsonObject("errors");
    assertThat(errors.getAsJsonObject("missed").get("gain").getAsDouble()).isPositive();
    assertThat(errors.getAsJsonArray("by_size")).hasSize(7);
  }

  @Test
  void curvesAndConfusionAreWritten(@TempDir Path folder) throws IOException {
    Path curves = folder.resolve("curves.json");
    Path confusion = folder.resolve("confusion.json");
    assertThat(
            lors(
                "cocoeval",
                GT,
                DT,
                "--curves",
                curves.toString(),
                "--confusion",
                confusion.toString(),
                "--confusion-score",
                "0.5"))
        .isZero();
    JsonObject drawn = JsonParser.parseString(Files.readString(curves)).getAsJsonObject();
    assertThat(drawn.getAsJsonArray("recall")).hasSize(101);
    JsonObject matrix = JsonParser.parseString(Files.readString(confusion)).getAsJsonObject();
    assertThat(matrix.getAsJsonArray("counts")).hasSize(4);
    assertThat(matrix.get("score").getAsDouble()).isEqualTo(0.5);
    assertThat(lors("cocoeval", GT, DT, "--curves", folder.resolve("no/c.json").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("c.json: cannot be written");
  }

  @Test
  void twoFilesAreCompared() {
    String[] compare = {"cocoeval", GT, "--compare", DT, DT, "--resamples", "50", "--json"};
    assertThat(lors(compare)).isZero();
    JsonObject found = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject ap = found.getAsJsonArray("figures").get(0).getAsJsonObject();
    assertThat(ap.get("difference").getAsDouble()).isZero();
    assertThat(ap.get("p").getAsDouble()).isEqualTo(1);
    out.getBuffer().setLength(0);
    assertThat(lors("cocoeval", GT, "--compare", DT, DT, "--resamples", "50")).isZero();
    assertThat(out.toString()).contains("AP75", "+0.000 to +0.000", "50 resamples");
    assertThat(lors("cocoeval", GT, DT, "--compare", DT, DT)).isEqualTo(2);
    assertThat(lors("cocoeval", GT, "--compare", DT)).isEqualTo(2);
    assertThat(lors("cocoeval", GT, "--compare", DT, DT, "--errors")).isEqualTo(2);
    assertThat(lors("cocoeval", GT, "--compare", DT, DT, "--resamples", "0")).isEqualTo(2);
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
