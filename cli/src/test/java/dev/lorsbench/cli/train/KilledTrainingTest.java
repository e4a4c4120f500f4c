package dev.lorsbench.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.workers.training.Timeless;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code lors train} killed by SIGKILL, in turn while it writes a checkpoint, while it evaluates
 * and at a random moment, and started again each time. {@code -Dlors.kills=20} kills more often;
 * {@code make chaos-train} does, and prints what happened.
 */
@Timeout(7200)
class KilledTrainingTest {
  private static final int KILLS = Integer.getInteger("lors.kills", 3);
  private static final long SEED = Long.getLong("lors.seed", 7);
  // No kill is waited for longer than 24 steps; the others are for the waiting to be late.
  private static final int STEPS_A_KILL = 36;

  @TempDir Path temp;

  @Test
  void itEndsWithTheSameBitsAsOneNeverKilled() throws Exception {
    Path data = TinyModel.data(temp, 12);
    Path model = TinyModel.config(temp);
    int steps = STEPS_A_KILL * (KILLS + 1);
    Path killed = temp.resolve("killed");
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      try (TrainProcess process = TrainProcess.start(data, model, steps, killed)) {
        Moment moment = Moment.values()[i % Moment.values().length];
        process.await(moment, 1 + random.nextInt(2), random);
        process.kill();
        System.out.printf("kill %d: %s%n", i + 1, process.found(moment));
      }
      assertThat(killed.resolve("result.json")).doesNotExist();
    }
    end(data, model, steps, killed);
    Path whole = temp.resolve("whole");
    end(data, model, steps, whole);
    assertSame(killed, whole, steps);
    System.out.printf("%d kills, %d steps: the same bits as without%n", KILLS, steps);
  }

  private static void end(Path data, Path model, int steps, Path out) throws Exception {
    try (TrainProcess process = TrainProcess.start(data, model, steps, out)) {
      assertThat(process.code()).as(process.output()).isZero();
    }
  }

  /** Weights, optimiser state, every logged number, every AP. */
  private static void assertSame(Path killed, Path whole, int steps) throws IOException {
    String last = "checkpoints/step-%08d.safetensors".formatted(steps);
    for (String file : List.of("model.safetensors", last)) {
      assertThat(killed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(Timeless.metrics(killed))
        .isEqualTo(Timeless.metrics(whole))
        .hasSize(steps + steps / 12);
    assertThat(Timeless.result(killed)).isEqualTo(Timeless.result(whole));
  }
}
