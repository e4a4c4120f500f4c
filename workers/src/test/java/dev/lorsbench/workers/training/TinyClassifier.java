package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A classification trial that takes seconds: stripes of three colours in CIFAR's layout. */
public final class TinyClassifier {
  private static final int RECORD = 3073;
  private static final String MODEL =
      "{patch_size: 8, embed_dim: 24, depth: 2, num_heads: 3, mlp_ratio: 2, rank: %d}";

  private TinyClassifier() {}

  /** Generates the data below the folder. */
  public static Path data(Path folder) {
    try {
      Path set = Files.createDirectories(folder.resolve("stripes"));
      Files.writeString(set.resolve("batches.meta.txt"), "red\ngreen\nblue\n\n");
      Files.write(set.resolve("train_batch.bin"), images(1, 48));
      Files.write(set.resolve("test_batch.bin"), images(2, 21));
      return set;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] images(long seed, int count) {
    Random random = new Random(seed);
    byte[] all = new byte[count * RECORD];
    random.nextBytes(all);
    for (int i = 0; i < count; i++) {
      int label = i % 3;
      all[i * RECORD] = (byte) label;
      for (int p = 0; p < 1024; p += 2) {
        all[i * RECORD + 1 + label * 1024 + p] = (byte) 255;
      }
    }
    return all;
  }

  /** Twelve steps, evaluated in between, with a checkpoint every five. */
  public static TrialSpec spec(Path data) {
    return spec(
        data,
        4,
        "{steps: 12, batch: 8, warmup_steps: 2, log_every: 2, checkpoint_every: 5,"
            + " evaluate_every: 6, learning_rate: 0.003, seed: 5}");
  }

  /** The trial with these training keys, as YAML. */
  public static TrialSpec spec(Path data, int rank, String train) {
    return new TrialSpec(
        "stripes",
        ClassifierConfig.parse(MODEL.formatted(rank), "test"),
        TrainConfig.parse(train, "test", TaskKind.CLASSIFICATION),
        DataConfig.folder(data.toString(), TaskKind.CLASSIFICATION));
  }
}
