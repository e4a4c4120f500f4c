package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeConfigTest {
  private static final String SCHEDULE_3X =
      "resize: {short: [480, 640, 800], long: 1333}\ncrop: {short: [400, 500, 600]}\n";

  @Test
  void itReadsBackAndDecidesTheResult() {
    TrainConfig train = TrainConfig.parse(SCHEDULE_3X, "t.yaml");
    assertThat(TrainConfig.parse(train.json(), "json")).isEqualTo(train);
    assertThat(train.decisive()).containsKeys("resize", "crop");
    assertThat(train.crop().low()).isEqualTo(384);
    assertThat(TrainConfig.DEFAULT.tree()).doesNotContainKeys("resize", "crop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resize: {shrt: [800]}                     | is shrt a misspelling
          resize: {short: [800], lon: 1333}         | did you mean long
          resize: {short: []}                       | short is missing
          resize: {short: [16]}                     | short is 16; allowed is 32 to 4096
          resize: {short: [800], long: 640}         | at most the long side, 640
          crop: {short: [400]}                      | crop needs resize
          {resize: {short: [800]}, crop: {short: [400], edge: [384]}}      | it must be two numbers
          {resize: {short: [800]}, crop: {short: [400], edge: [600, 384]}} | edge is 384; allowed is 600
          """)
  void whatDoesNotFitIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> TrainConfig.parse(yaml, "t.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("t.yaml:1")
        .hasMessageContaining(message);
  }
}
