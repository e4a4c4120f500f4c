package dev.lorsbench.cli.whole;

import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small data and small sweeps. */
final class Sets {
  private Sets() {}

  /** A folder of a dozen images of 64 x 64. */
  static Path shapes(Path folder) {
    Shapes.write(folder, new ShapesSpec(1, 12, 4, 64), written -> {});
    return folder;
  }

  /** A sweep of two trials of so many steps. */
  static Path sweep(Path file, int steps) throws IOException {
    return Files.writeString(
        file,
        """
        name: small
        train: {steps: %d, batch: 2, size: 64, warmup_steps: 2, checkpoint_every: 2, log_every: 1, threads: 1}
        trials:
          - {name: full, model: adamixer-tiny}
          - {name: low, model: lors-tiny}
        """
            .formatted(steps));
  }
}
