package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.torch.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step that diverged leaves nothing behind: not in weights, moments or running statistics. */
class SkippedStepTest {
  @TempDir Path temp;

  @Test
  void theStepsAfterItAreThoseOfAModelThatNeverSawIt() throws Exception {
    Torch.threads(1);
    TrialSpec spec = TinyTrial.spec(TinyTrial.data(temp), "{batch: 2, size: 64, on_nan: 'skip:1'}");
    Path with = temp.resolve("with");
    Path without = temp.resolve("without");
    train(spec, true, with);
    train(spec, false, without);
    assertThat(Files.readAllBytes(with)).isEqualTo(Files.readAllBytes(without));
  }

  private static void train(TrialSpec spec, boolean poisoned, Path to) {
    try (DetectionTask task = DetectionTask.open(spec, TinyTrial.OPTIONS)) {
      step(task, 1);
      if (poisoned) {
        diverge(task);
      }
      step(task, 3);
      task.model().save(to, task.card());
    }
  }

  private static void step(DetectionTask task, long step) {
    try (DetectionTask.DetectionStep work = task.take(step)) {
      task.model().beforeStep();
      work.run(1e-3).report().read();
    }
  }

  private static void diverge(DetectionTask task) {
    try (DetectionTask.DetectionStep work = task.take(2)) {
      work.batch().pixels().putFloat(0, Float.NaN);
      task.model().beforeStep();
      assertThatThrownBy(() -> work.run(1e-3).report().read())
          .isInstanceOfSatisfying(
              TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.DIVERGED))
          .hasMessageContaining("images [");
      task.model().undoStep();
    }
  }
}
