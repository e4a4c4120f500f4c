package dev.lorsbench.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Terminal plain = new Terminal(System.out, false, false, 80);

  @Test
  void alignsTextLeftAndNumbersRight() {
    Table table = new Table("model", ">AP");
    table.row("adamixer", "0.5");
    table.row("lors", "0.412");
    assertThat(table.lines(plain))
        .containsExactly(
            "model        AP", "--------  -----", "adamixer    0.5", "lors      0.412");
  }

  @Test
  void coloursTakeNoColumns() {
    Terminal colour = new Terminal(new PrintStream(System.out), true, true, 80);
    Table table = new Table("a", "b");
    table.row(colour.green("x"), "y");
    assertThat(Sink.lines(table.lines(colour).get(2))).isEqualTo("\u001b[32mx\u001b[0m  y");
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new Table("a", "b").row("x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void formatsWhatIsMissingAsADash() {
    assertThat(Format.ap(-1.0)).isEqualTo("-");
    assertThat(Format.ap(0.4567)).isEqualTo("0.457");
    assertThat(Format.count(1234567L)).isEqualTo("1,234,567");
    assertThat(Format.duration(125.2)).isEqualTo("2m 05s");
    assertThat(Format.duration(Double.NaN)).isEqualTo("-");
    assertThat(Format.percent(67.94)).isEqualTo("67.9 %");
  }
}
