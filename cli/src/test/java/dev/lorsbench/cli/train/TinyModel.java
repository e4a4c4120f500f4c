package dev.lorsbench.cli.train;

import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model and data so small that a step takes milliseconds. */
public final class TinyModel {
  private static final String YAML =
      """
      preset: lors-tiny
      backbone: {width: 8}
      num_stages: 2
      queries: 6
      content_dim: 32
      feedforward_channels: 32
      in_points: 4
      out_points: 8
      kernel_sizes: [4, 4]
      kernel_groups: [1, 2]
      mix_out_proj_ranks: [2, 2]
      """;

  private TinyModel() {}

  /** Writes the model's file. */
  public static Path config(Path folder) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), YAML);
  }

  /** Writes generated images of 64 pixels: ten to train on, {@code val} to evaluate. */
  public static Path data(Path folder, int val) {
    Path shapes = folder.resolve("shapes");
    Shapes.write(shapes, new ShapesSpec(3, 10, val, 64), done -> {});
    return shapes;
  }
}
