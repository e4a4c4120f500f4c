package dev.lorsbench.models.testing;

import ai.djl.Device;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.transformer.VisionTransformer;

/** Narrow models of every family with weights of {@link Formula}. */
public final class SmallModels {
  /** Classes of the detectors. */
  public static final int CLASSES = 3;

  private static final String DECODER =
      ", num_stages: 2, queries: 7, content_dim: 32, num_heads: 4, feedforward_channels: 24,"
          + " n_groups: 2, in_points: 6, out_points: 10, featmap_strides: [4, 8, 16, 32]";
  private static final String LORS =
      ", kernel_sizes: [3, 2], kernel_groups: [1, 3], mix_out_proj_ranks: [2, 4]";

  private static final String SHARED =
      ", kernel_sizes: [0, 2], kernel_groups: [2, 0], mix_out_proj_ranks: [0, 4]";

  private SmallModels() {}

  /** A detector on a backbone of that name; {@code lors} or AdaMixer's decoder. */
  public static Detector detector(String backbone, boolean lors) {
    return detector(backbone, lors ? LORS : "");
  }

  /** A LORS detector whose first stage has the shared part alone, and the second no kernels. */
  public static Detector sharedDetector() {
    return detector("resnet18", SHARED);
  }

  private static Detector detector(String backbone, String lors) {
    boolean swin = backbone.startsWith("swin");
    String config =
        "{backbone: {name: %s, width: %d}%s%s}".formatted(backbone, swin ? 32 : 8, DECODER, lors);
    Detector detector =
        Detector.create(ModelConfig.parse(config, backbone), CLASSES, Device.cpu(), 0);
    Formula.fill(detector.weights());
    return detector;
  }

  /** A classifier of images of 16 pixels and 5 classes; {@code more} ends its configuration. */
  public static VisionTransformer classifier(String more) {
    String config =
        "{patch_size: 4, embed_dim: 24, depth: 3, num_heads: 3, mlp_ratio: 2%s}".formatted(more);
    VisionTransformer classifier =
        VisionTransformer.create(
            ClassifierConfig.parse(config, "classifier"), 16, 5, Device.cpu(), 0);
    Formula.fill(classifier.weights());
    return classifier;
  }
}
