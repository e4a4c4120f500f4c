package dev.lorsbench.coco.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNumberTest {

  private static double read(String text) throws NotPlain {
    byte[] bytes = (text + ",\0").getBytes(StandardCharsets.US_ASCII);
    PlainNumber number = new PlainNumber();
    assertThat(number.read(bytes, 0)).isEqualTo(text.length());
    return number.value();
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void everyDoubleAsJavaPrintsIt(@ForAll long bits) throws NotPlain {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      String text = Double.toString(value);
      assertThat(read(text)).isEqualTo(value);
    }
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void randomDigitsAreRoundedAsJavaRoundsThem(@ForAll long seed) throws NotPlain {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    text.append(random.nextInt(3) == 0 ? "0" : Long.toString(1 + random.nextInt(2000)));
    text.append('.');
    int digits = 1 + random.nextInt(22);
    for (int i = 0; i < digits; i++) {
      text.append(random.nextInt(10));
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? "e" : "E+").append(random.nextInt(60));
    } else if (random.nextInt(3) == 0) {
      text.append("e-").append(random.nextInt(400));
    }
    assertThat(read(text.toString())).isEqualTo(Double.parseDouble(text.toString()));
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void halvesBetweenTwoDoublesGoToTheEvenOne(@ForAll long seed) throws NotPlain {
    double low = 1 + new Random(seed).nextDouble() * 1000;
    BigDecimal middle = new BigDecimal(low).add(new BigDecimal(Math.nextUp(low)));
    String text = middle.divide(BigDecimal.valueOf(2)).toPlainString();
    assertThat(read(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "-0.0",
        "9007199254740993.0",
        "9007199254740992.5",
        "1e22",
        "1e23",
        "4.9e-324",
        "2.4703282292062327e-324",
        "1.7976931348623157e308",
        "123456789012345678",
        "0.1e-22",
        "9007199254740993e-22",
        "1E5"
      })
  void edges(String text) throws NotPlain {
    assertThat(read(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".5",
        "1.",
        "01",
        "+1",
        "1e",
        "1e+",
        "1.e5",
        "--1",
        "1e99999",
        "1e999",
        "NaN",
        "Infinity",
        "1234567890123456789",
        "0x10"
      })
  void whatIsNotANumberOrNotPlainIsLeft(String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    PlainNumber number = new PlainNumber();
    assertThatThrownBy(
            () -> {
              int end = number.read(bytes, 0);
              number.value();
              if (end < text.length()) {
                throw NotPlain.HERE;
              }
            })
        .isInstanceOf(NotPlain.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-12", "900100118785", "999999999999999999", "3.0", "1e3"})
  void wholeNumbers(String text) throws NotPlain {
    PlainNumber number = new PlainNumber();
    number.read((text + "\0").getBytes(StandardCharsets.US_ASCII), 0);
    assertThat(number.whole()).isEqualTo(new BigDecimal(text).longValueExact());
  }
}
