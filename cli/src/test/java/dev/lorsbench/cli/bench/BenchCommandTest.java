package dev.lorsbench.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"forward", "backward", "step", "predict"})
  void everyKindOfWorkIsTimed(String what) {
    StringWriter out = new StringWriter();
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    String options = " --model lors-tiny --height 64 --width 96 --batch 2 --depth 18 --repeat 2";
    assertThat(line.execute(("bench --what " + what + options).split(" "))).isZero();
    JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.get("what").getAsString()).isEqualTo(what);
    assertThat(json.get("queries").getAsInt()).isEqualTo(20);
    assertThat(json.get("median").getAsDouble())
        .isBetween(json.get("min").getAsDouble(), json.get("max").getAsDouble());
  }
}
