package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.experiment.TrainConfig;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgendaTest {
  private static Agenda agenda(String train, long images) {
    TrainConfig config = TrainConfig.parse(train, "test");
    return new Agenda(config, new Epochs(images, config.batch()));
  }

  private static List<Long> steps(Agenda agenda, LongPredicate at) {
    return LongStream.rangeClosed(1, agenda.config().steps()).filter(at).boxed().toList();
  }

  @Test
  void anEvaluationOneStepBeforeTheLastIsLeftOut() {
    Agenda agenda = agenda("{steps: 1300, evaluate_every: 433}", 100);
    assertThat(steps(agenda, agenda::evaluates)).containsExactly(433L, 866L, 1300L);
  }

  @ParameterizedTest(name = "every {0} of {1}: last but one {2}")
  @CsvSource({"400, 1200, 800", "100, 1024, 900", "100, 1025, 1000", "10, 1001, 990", "1, 5, 4"})
  void lessThanAQuarterOfAnIntervalBeforeTheEndCountsAsTheEnd(int every, int all, long before) {
    Agenda agenda =
        agenda("{steps: %d, evaluate_every: %d, checkpoint_every: %2$d}".formatted(all, every), 9);
    assertThat(steps(agenda, agenda::evaluates)).endsWith(before, (long) all);
    assertThat(steps(agenda, agenda::keeps)).endsWith(before, (long) all);
  }

  @Test
  void anEpochThatEndsShortlyBeforeTheLastStepIsEvaluatedAtTheLast() {
    // 100 images of 10 a step: epochs end at 10, 20, 30
    Agenda agenda = agenda("{steps: 31, batch: 10, evaluate_epochs: 1}", 100);
    assertThat(steps(agenda, agenda::evaluates)).containsExactly(10L, 20L, 31L);
  }

  @Test
  void anIntervalBeyondTheLastStepLeavesTheEndAlone() {
    Agenda agenda = agenda("{steps: 8, evaluate_every: 9, checkpoint_every: 9}", 10);
    assertThat(steps(agenda, agenda::evaluates)).containsExactly(8L);
    assertThat(steps(agenda, agenda::keeps)).containsExactly(8L);
  }
}
