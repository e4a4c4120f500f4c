package dev.lorsbench.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.experiment.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lors(String... args) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void theReleasedSavingIsPrinted() {
    assertThat(lors("params", "lors-r50-1x")).isZero();
    assertThat(out.toString())
        .contains("mixing, private adaptive")
        .contains("35,348,264")
        .contains("decoder saving against adamixer-r50-1x (110,272,296): 67.94 %")
        .contains("decoder saving against AdaMixer of this geometry (135,536,424): 73.92 %");
  }

  @Test
  void jsonHasEveryFieldThatTheHelpNames() {
    assertThat(lors("params", "lors-r50-1x", "--json")).isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.keySet())
        .containsExactly(
            "model",
            "family",
            "classes",
            "decoder_parameters",
            "total_parameters",
            "by_parameter",
            "by_part",
            "adamixer_preset_parameters",
            "saving_vs_preset_percent",
            "matched_parameters",
            "saving_vs_matched_percent");
    assertThat(json.get("decoder_parameters").getAsLong()).isEqualTo(35_348_264);
    assertThat(json.getAsJsonObject("by_part").has("mixing_private_static")).isTrue();
  }

  @Test
  void aFileIsCountedLikeThePresetItCopies(@TempDir Path folder) throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.yaml"), Presets.yaml("lors-tiny"));
    assertThat(lors("params", mine.toString(), "--classes", "3", "--json")).isZero();
    String ofFile = out.toString();
    out.getBuffer().setLength(0);
    assertThat(lors("params", "lors-tiny", "--classes", "3", "--json")).isZero();
    assertThat(ofFile.replace(mine.toString(), "lors-tiny")).isEqualTo(out.toString());
  }

  @Test
  void wrongInputGivesOneLine(@TempDir Path folder) throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "num_stagess: 3\n");
    assertThat(lors("params", wrong.toString())).isEqualTo(2);
    assertThat(lors("params", "lors-tinny")).isEqualTo(2);
    assertThat(lors("params", "none/such.yaml")).isEqualTo(2);
    assertThat(lors("params", "lors-tiny", "--classes", "0")).isEqualTo(2);
    assertThat(lors("models", "lors")).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("lors: "))
        .anyMatch(line -> line.contains("wrong.yaml:1: ") && line.contains("num_stages"))
        .anyMatch(line -> line.contains("lors-tiny"))
        .anyMatch(line -> line.contains("none/such.yaml is neither a preset"));
  }

  @Test
  void presetsAreListedAndPrinted() {
    assertThat(lors("models")).isZero();
    assertThat(out.toString().lines().map(line -> line.split(" ")[0]).toList())
        .isEqualTo(Presets.NAMES);
    out.getBuffer().setLength(0);
    assertThat(lors("models", "lors-tiny")).isZero();
    assertThat(out.toString()).isEqualTo(Presets.yaml("lors-tiny"));
  }
}
