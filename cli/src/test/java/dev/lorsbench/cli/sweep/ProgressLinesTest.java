package dev.lorsbench.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final TrialSpec SPEC =
      new TrialSpec(
          "low",
          Presets.of("lors-tiny"),
          TrainConfig.DEFAULT,
          DataConfig.folder("/set").withFingerprint("f"));

  private final ProgressLines lines = new ProgressLines(new Terminal(System.out, false, false, 80));

  @Test
  void aRunningTrialShowsStepLossSpeedEtaAndTheLastAp() {
    assertThat(lines.line(trial(TrialState.RUNNING, "training", 240, 0.123, 1)))
        .isEqualTo("training   step 240/1200  loss 3.210  53.2 img/s  ETA 2m 40s  AP 0.123");
    assertThat(lines.line(trial(TrialState.RUNNING, "training", 240, Double.NaN, 2)))
        .isEqualTo("training   step 240/1200  loss 3.210  53.2 img/s  ETA 2m 40s  attempt 2");
    assertThat(lines.line(trial(TrialState.RUNNING, "loading", 0, Double.NaN, 1)))
        .isEqualTo("loading");
  }

  @Test
  void whatFailedSaysWhy() {
    assertThat(lines.line(trial(TrialState.FAILED, "training", 3, Double.NaN, 1)))
        .isEqualTo("failed (diverged)   loss is NaN at step 3");
  }

  @Test
  void aTrialOfHalfTheBatchIsMarkedWhateverItsState() {
    String mark = "  half the batch at a time: memory ran out";
    assertThat(lines.line(halved(trial(TrialState.RUNNING, "loading", 0, Double.NaN, 2))))
        .isEqualTo("loading" + mark);
    Trial done = halved(trial(TrialState.SUCCEEDED, "", 1200, 0.123, 2));
    assertThat(lines.line(done)).startsWith("done").endsWith(mark);
    assertThat(TrialJson.member(new SweepStore.Member("low", done))).containsEntry("halved", true);
  }

  @Test
  void aLogGetsALineForEveryTenthAndEveryChange() {
    Trial now = trial(TrialState.RUNNING, "training", 240, Double.NaN, 1);
    assertThat(ProgressLines.worthALine(null, now)).isTrue();
    assertThat(ProgressLines.worthALine(now, now)).isFalse();
    Trial soon = trial(TrialState.RUNNING, "training", 250, Double.NaN, 1);
    Trial tenth = trial(TrialState.RUNNING, "training", 360, Double.NaN, 1);
    Trial evaluated = trial(TrialState.RUNNING, "training", 240, 0.1, 1);
    Trial again = trial(TrialState.RUNNING, "training", 240, Double.NaN, 2);
    assertThat(ProgressLines.worthALine(now, soon)).isFalse();
    assertThat(ProgressLines.worthALine(now, tenth)).isTrue();
    assertThat(ProgressLines.worthALine(now, evaluated)).isTrue();
    assertThat(ProgressLines.worthALine(now, again)).isTrue();
  }

  private static Trial trial(
      TrialState state, String phase, long step, double lastScore, long attempts) {
    return trial(state, phase, step, lastScore, attempts, false);
  }

  private static Trial halved(Trial t) {
    return trial(t.state(), t.phase(), t.step(), t.lastScore(), t.fence(), true);
  }

  private static Trial trial(
      TrialState state, String phase, long step, double lastScore, long attempts, boolean halved) {
    boolean failed = state == TrialState.FAILED;
    return new Trial(
        SPEC.id(),
        SPEC,
        state,
        failed ? Optional.of(Failure.DIVERGED) : Optional.empty(),
        failed ? "loss is NaN at step 3" : "",
        attempts,
        phase,
        step,
        1200,
        3.21,
        53.2,
        160,
        lastScore,
        644_999,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        halved);
  }
}
