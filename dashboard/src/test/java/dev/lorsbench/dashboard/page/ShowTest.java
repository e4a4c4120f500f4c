package dev.lorsbench.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShowTest {
  @Test
  void nonFiniteNumbersAreShownAsSuch() {
    assertThat(Show.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Show.ap(Double.NaN)).isEqualTo("NaN");
    assertThat(Show.percent(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    assertThat(Show.difference(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    assertThat(Show.seconds(Double.NaN)).isEqualTo("NaN");
    assertThat(Show.mebibytes(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void absentAndUndefinedAreADash() {
    assertThat(Show.ap(null)).isEqualTo("–");
    assertThat(Show.ap(-1.0)).isEqualTo("–");
    assertThat(Show.count(null)).isEqualTo("–");
    assertThat(Show.seconds(null)).isEqualTo("–");
    assertThat(Show.ago(null, Instant.EPOCH)).isEqualTo("–");
  }

  @Test
  void numbersHaveUnitsAndSigns() {
    assertThat(Show.count(1_188_609)).isEqualTo("1,188,609");
    assertThat(Show.shortCount(1_188_609)).isEqualTo("1.19 M");
    assertThat(Show.percent(62.44)).isEqualTo("62.4 %");
    assertThat(Show.percent(-0.01)).isEqualTo("0.0 %");
    assertThat(Show.difference(-0.0341)).isEqualTo("−0.034");
    assertThat(Show.difference(0.0001)).isEqualTo("±0.000");
    assertThat(Show.mebibytes(1536.0)).isEqualTo("1.5 GiB");
    assertThat(Show.number(0.000012345)).isEqualTo("1.23e−5");
    assertThat(Show.number(12.3456)).isEqualTo("12.35");
  }

  @Test
  void durationsReadAtAGlance() {
    assertThat(Show.seconds(3.21)).isEqualTo("3.2 s");
    assertThat(Show.seconds(192.0)).isEqualTo("3 min 12 s");
    assertThat(Show.seconds(7500.0)).isEqualTo("2 h 05 min");
    assertThat(Show.ago(Instant.ofEpochSecond(0), Instant.ofEpochSecond(200)))
        .isEqualTo("3 min ago");
  }
}
