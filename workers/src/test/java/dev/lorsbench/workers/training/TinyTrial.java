package dev.lorsbench.workers.training;

import dev.lorsbench.coco.fingerprint.Fingerprint;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import java.nio.file.Path;

/** A trial that takes seconds: a small LORS detector on generated shapes. */
public final class TinyTrial {
  /** One thread: tests run beside others. */
  public static final TrainingOptions OPTIONS = TrainingOptions.cores(1);

  private static final String MODEL =
      "{preset: lors-tiny, backbone: {width: 8}, num_stages: 2, queries: 6, content_dim: 32,"
          + " feedforward_channels: 32, in_points: 4, out_points: 8, kernel_sizes: [4, 4],"
          + " kernel_groups: [1, 2], mix_out_proj_ranks: [2, 2]}";

  private TinyTrial() {}

  /** Generates the data below the folder, once. */
  public static DataConfig data(Path folder) {
    Path shapes = folder.resolve("shapes");
    Shapes.write(shapes, new ShapesSpec(3, 10, 4, 64), done -> {});
    return DataConfig.folder(shapes.toString())
        .withFingerprint(Fingerprint.of(shapes, "train", "val"));
  }

  /** Its detector. */
  public static ModelConfig model() {
    return ModelConfig.parse(MODEL, "test");
  }

  /** The trial with these training keys, as YAML. */
  public static TrialSpec spec(DataConfig data, String train) {
    return spec(data, train, "", "");
  }

  /** The trial with these training keys and another word in the model. */
  static TrialSpec spec(DataConfig data, String train, String word, String other) {
    return new TrialSpec(
        "tiny",
        ModelConfig.parse(MODEL.replace(word, other), "test"),
        TrainConfig.parse(train, "test"),
        data);
  }

  /** Eight steps, evaluated in between, with a checkpoint every three. */
  public static TrialSpec spec(DataConfig data) {
    return spec(
        data,
        "{steps: 8, batch: 2, size: 64, warmup_steps: 2, log_every: 2, checkpoint_every: 3,"
            + " evaluate_every: 4, seed: 5}");
  }
}
