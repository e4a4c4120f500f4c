package dev.lorsbench.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;

class SinkTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final PrintStream safe = Sink.stream(new PrintStream(shown, true, UTF_8));

  private String shown() {
    safe.flush();
    return shown.toString(UTF_8);
  }

  @Test
  void whatIsPrintedIsEscaped() {
    safe.print("a\u001b[2J\u009b\r\u202e\tb\nc\u0000");
    assertThat(shown()).isEqualTo("a\\u001b[2J\\u009b\\r\\u202e\tb\nc\\u0000");
  }

  @Test
  void bytesAreEscapedWithoutBreakingCharacters() {
    byte[] bytes = "é \u009b 日本 \ud83d\ude00 \u001b\n".getBytes(UTF_8);
    for (byte b : bytes) {
      safe.write(new byte[] {b}, 0, 1);
    }
    assertThat(shown()).isEqualTo("é \\u009b 日本 \ud83d\ude00 \\u001b\n");
  }

  @Test
  void aPairOfSurrogatesMayComeInTwoWrites() {
    PrintWriter writer = Sink.writer(safe);
    writer.write("x\ud83d");
    writer.write("\ude00y\ud83d\n");
    writer.flush();
    assertThat(shown()).isEqualTo("x\ud83d\ude00y\\ud83d\n");
  }

  @Test
  void onlyOurOwnMarksMoveTheCursor() {
    safe.print(Sink.ESCAPE + "[1m" + Sink.oneLine("\u001b[1m") + Sink.RETURN);
    assertThat(shown()).isEqualTo("\u001b[1m\\u001b[1m\r");
  }
}
