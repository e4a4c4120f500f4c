package dev.lorsbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"forward", "backward", "step", "predict"})
  void everyKindOfWorkIsTimed(String what) {
    String options = " --model lors-tiny --height 64 --width 96 --batch 2 --depth 18 --repeat 2";
    JsonObject json =
        JsonParser.parseString(said("bench one --what " + what + options)).getAsJsonObject();
    assertThat(json.get("what").getAsString()).isEqualTo(what);
    assertThat(json.get("queries").getAsInt()).isEqualTo(20);
    assertThat(json.get("median").getAsDouble())
        .isBetween(json.get("min").getAsDouble(), json.get("max").getAsDouble());
    assertThat(json.get("outside_percent").getAsDouble()).isBetween(0.0, 100.0);
  }

  @Test
  void theProfileSaysWhatAStepHandsToTheHost() {
    String options = " --model lors-tiny --height 64 --width 96 --depth 18 --repeat 1 --profile";
    JsonObject json =
        JsonParser.parseString(said("bench one --what step" + options)).getAsJsonObject();
    assertThat(json.get("host_reads").getAsInt()).isEqualTo(1);
    assertThat(json.getAsJsonObject("operators").size()).isEqualTo(20);
  }

  @Test
  void theTableSetsOursBesideWhatThePeerSays(@TempDir Path peer) throws IOException {
    Path python = peer.resolve("python");
    Files.writeString(
        python,
        """
        #!/bin/sh
        case "$*" in *"bench.py --model lors-tiny --what step"*) ;; *) echo "$*" >&2; exit 1 ;; esac
        echo '{"median": 2000.0, "min": 1.0, "max": 3.0, "peak_mib": 4096, "torch": "9.9"}'
        """);
    assumeTrue(python.toFile().setExecutable(true), "this disk takes no programs");
    Files.writeString(peer.resolve("bench.py"), "");
    JsonObject table =
        JsonParser.parseString(
                said(
                    "bench --rows lors-demo --repeat 2 --threads 1 --json --peer %s --python %s"
                        .formatted(peer, python)))
            .getAsJsonObject();
    JsonObject row = table.getAsJsonArray("rows").get(0).getAsJsonObject();
    double ours = row.getAsJsonObject("ours").get("median").getAsDouble();
    assertThat(row.get("time_ratio").getAsDouble()).isEqualTo(ours / 2000);
    assertThat(row.getAsJsonObject("ours").get("batch").getAsInt()).isEqualTo(8);
    assertThat(table.get("versions").getAsString()).contains("PyTorch", "peer torch 9.9");
  }

  @Test
  void wordsChooseRowsByPartsOfTheirNames() {
    assertThat(BenchRow.chosen(List.of("usual"))).hasSize(6);
    assertThat(BenchRow.chosen(List.of("all"))).hasSize(14);
    assertThat(BenchRow.chosen(List.of("300", "lors-step")))
        .extracting(BenchRow::name)
        .containsExactly(
            "lors-forward-300",
            "adamixer-forward-300",
            "lors-backward-300",
            "adamixer-backward-300",
            "lors-checkpointed-300",
            "adamixer-checkpointed-300",
            "lors-step");
    assertThatThrownBy(() -> BenchRow.chosen(List.of("fast")))
        .hasMessageStartingWith(
            "--rows names 'fast', which is no part of a row's name; there are:");
  }

  private static String said(String command) {
    StringWriter out = new StringWriter();
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    assertThat(line.execute(command.split(" "))).isZero();
    return out.toString();
  }
}
