package dev.lorsbench.cli.chaos;

import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.data.DataFingerprint;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Progress;
import dev.lorsbench.workers.training.TrainingListener;
import dev.lorsbench.workers.training.TrainingOptions;
import java.nio.file.Path;
import java.util.Optional;

/** The sweep that is disturbed: short trainings of one small LORS detector, a seed each. */
final class Experiment {
  private static final String SWEEP =
      """
      name: chaos
      parallelism: 4
      train: {steps: %d, batch: 2, size: 64, warmup_steps: 3, checkpoint_every: 10,
        evaluate_every: %d, log_every: 1, threads: 1}
      trials:
      """;
  private static final String TRIAL =
      """
        - name: t%d
          model: {preset: lors-tiny, backbone: {width: 8}, num_stages: 2, queries: 6, content_dim: 32,
            feedforward_channels: 32, in_points: 4, out_points: 8, kernel_sizes: [4, 4],
            kernel_groups: [1, 2], mix_out_proj_ranks: [2, 2]}
          train: {seed: %d}
      """;

  private Experiment() {}

  /** Makes its images and describes it. */
  static SweepSpec sweep(Path images, int trials, int steps) {
    Shapes.write(images, new ShapesSpec(3, 10, 4, 64), written -> {});
    StringBuilder yaml = new StringBuilder(SWEEP.formatted(steps, steps / 2));
    for (int i = 1; i <= trials; i++) {
      yaml.append(TRIAL.formatted(i, i));
    }
    SweepSpec spec =
        SweepSpec.parse(
            yaml.toString(), "chaos.yaml", Optional.of(DataConfig.folder(images.toString())));
    TrialSpec first = spec.trials().get(0);
    return spec.withData(DataFingerprint.take(first.task(), first.data()));
  }

  /** Runs each trial in this process, as {@code lors train} does, into a folder of its name. */
  static void undisturbed(SweepSpec sweep, Path folder) {
    for (TrialSpec trial : sweep.trials()) {
      LocalRun.run(
          trial, folder.resolve(trial.name()), TrainingOptions.cores(1), new Undisturbed());
    }
  }

  private static final class Undisturbed implements TrainingListener {
    @Override
    public void progress(Progress progress, boolean logged) {}

    @Override
    public void warning(String line) {}

    @Override
    public boolean cancelled() {
      return false;
    }
  }
}
