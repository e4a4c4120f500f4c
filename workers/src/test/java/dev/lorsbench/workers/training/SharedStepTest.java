package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.optim.StepResult;
import dev.lorsbench.models.parallel.SharedStep;
import dev.lorsbench.models.parallel.SharedSum;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.data.Batch;
import dev.lorsbench.workers.process.ChildCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes with half the batch each take the steps of one with the whole batch. */
@Timeout(120)
class SharedStepTest {
  private static final int STEPS = 4;
  private static final int RANKS = 2;

  @TempDir Path temp;

  @Test
  void twoHalvesAreOneWhole() throws Exception {
    DataConfig data = TinyTrial.data(temp);
    List<Process> processes = new ArrayList<>();
    for (int rank = 0; rank < RANKS; rank++) {
      processes.add(
          new ChildCommand(
                  Rank.class.getName(),
                  List.of(data.folder(), temp.toString(), Integer.toString(rank)),
                  Map.of(),
                  512)
              .builder(temp.resolve("log-" + rank))
              .start());
    }
    for (int rank = 0; rank < RANKS; rank++) {
      assertThat(processes.get(rank).waitFor())
          .as(Files.readString(temp.resolve("log-" + rank)))
          .isZero();
    }
    assertThat(weights(temp, 0)).hasSameBinaryContentAs(weights(temp, 1));
    assertThat(numbers(0)).isEqualTo(numbers(1));
    List<double[]> whole = whole(data);
    for (int step = 0; step < STEPS; step++) {
      double[] shared = numbers(0).get(step).stream().mapToDouble(d -> d).toArray();
      double[] alone = whole.get(step);
      assertThat(shared[0]).as("loss").isEqualTo(alone[0], within(1e-4 * alone[0]));
      assertThat(shared[1]).as("gradient norm").isEqualTo(alone[1], within(1e-3 * alone[1]));
    }
  }

  private static List<double[]> whole(DataConfig data) {
    Torch.threads(1);
    List<double[]> all = new ArrayList<>();
    try (DetectionTask task = DetectionTask.open(spec(data), TinyTrial.OPTIONS)) {
      for (long step = 1; step <= STEPS; step++) {
        try (DetectionTask.DetectionStep work = task.take(step)) {
          StepResult result = work.run(1e-4).report().read();
          all.add(new double[] {result.loss(), result.gradientNorm()});
        }
      }
    }
    return all;
  }

  private List<List<Double>> numbers(int rank) throws IOException {
    return Files.readAllLines(temp.resolve("numbers-" + rank)).stream()
        .map(line -> Stream.of(line.split(" ")).map(Double::valueOf).toList())
        .toList();
  }

  private static Path weights(Path folder, int rank) {
    return folder.resolve("weights-" + rank + ".safetensors");
  }

  private static TrialSpec spec(DataConfig data) {
    String train = "{steps: 4, batch: 4, size: 64, seed: 5}";
    return TinyTrial.spec(data, train, "width: 8", "width: 8, norm_eval: true");
  }

  /** One of the processes. */
  static final class Rank {
    private Rank() {}

    public static void main(String[] args) throws IOException {
      Torch.threads(1);
      Path folder = Path.of(args[1]);
      int rank = Integer.parseInt(args[2]);
      List<String> numbers = new ArrayList<>();
      try (DetectionTask task =
          DetectionTask.open(spec(DataConfig.folder(args[0])), TinyTrial.OPTIONS)) {
        int length = SharedStep.length(task.detector(), task.model().optimiser());
        SharedSum sum =
            SharedSum.join(folder.resolve("sum"), rank, RANKS, length, Duration.ofSeconds(60));
        SharedStep shared = new SharedStep(task.detector(), task.model().optimiser(), sum);
        for (long step = 1; step <= STEPS; step++) {
          try (Batch batch = task.take(step).batch()) {
            Targets targets = new Targets(batch.boxes(), batch.labels());
            StepResult result =
                shared.run(
                    batch.pixels(), batch.height(), batch.width(), batch.shapesHw(), targets, 1e-4);
            numbers.add(result.loss() + " " + result.gradientNorm());
          }
        }
        task.model().save(weights(folder, rank), task.card());
      }
      Files.write(folder.resolve("numbers-" + rank), numbers);
    }
  }
}
