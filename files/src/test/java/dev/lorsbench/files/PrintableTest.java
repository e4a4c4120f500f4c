package dev.lorsbench.files;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatMovesACursorForgesALineOrTurnsTextIsEscaped() {
    assertThat(Printable.text("a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
    assertThat(Printable.text("\u009b1m")).isEqualTo("\\u009b1m");
    assertThat(Printable.text("cat\nforged  line\r\t")).isEqualTo("cat\\nforged  line\\r\\t");
    assertThat(Printable.text("\u202egpj.\u2066\u200f")).isEqualTo("\\u202egpj.\\u2066\\u200f");
    assertThat(Printable.text("\ufeffcat")).isEqualTo("\\ufeffcat");
    assertThat(Printable.text("x\ud800y")).isEqualTo("x\\ud800y");
  }

  @Test
  void ordinaryTextOfAnyScriptStaysAsItIs() {
    String text = "Zürich 東京 🐈 شجرة - \\ \" '";
    assertThat(Printable.text(text)).isSameAs(text);
  }

  @Test
  void aLongQuoteKeepsBothEnds() {
    String quoted = Printable.quote("begin" + "x".repeat(10_000) + "end");
    assertThat(quoted).hasSize(80).startsWith("begin").contains("...").endsWith("end");
    assertThat(Printable.quote("short")).isEqualTo("short");
  }

  @Property
  void noTextLeavesAnythingUnsafeOrTooLong(
      @ForAll String text, @ForAll @IntRange(min = 10, max = 100) int most) {
    assertThat(Printable.text(Printable.text(text))).isEqualTo(Printable.text(text));
    assertThat(Printable.quote(text, most).length()).isLessThanOrEqualTo(most);
  }
}
