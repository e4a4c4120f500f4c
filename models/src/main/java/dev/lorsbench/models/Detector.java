package dev.lorsbench.models;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.adamixer.Decoder;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.backbone.Backbone;
import dev.lorsbench.models.backbone.Neck;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import dev.lorsbench.models.weights.Weights;
import java.util.List;

/**
 * A whole detector: backbone, neck, decoder. Owns its weights.
 *
 * <pre>{@code
 * try (Scope scope = detector.inference()) {
 *   NDArray images = scope.floats(pixels, 1, 3, 128, 128);
 *   List<StageOutput> stages = detector.forward(scope, images, new int[][] {{128, 128}});
 * }
 * }</pre>
 */
public final class Detector implements AutoCloseable {
  private final ModelConfig config;
  private final int classes;
  private final Weights weights;
  private final Backbone backbone;
  private final Neck neck;
  private final Decoder decoder;
  private final ComputeConfig compute;

  private Detector(
      ModelConfig config, int classes, Device device, long seed, ComputeConfig compute) {
    this.config = config;
    this.compute = compute;
    this.classes = classes;
    weights = new Weights(device, seed);
    Namespace root = weights.root();
    backbone = Backbone.of(root.under("backbone"), config.backbone());
    neck = new Neck(root.under("neck"), backbone.channels(), config.decoder().contentDim());
    decoder = new Decoder(root, root.under("roi_head"), config.decoder(), classes);
  }

  /**
   * A fresh detector.
   *
   * @param classes K, from the data set
   * @param seed decides every initial weight, on every platform alike
   */
  public static Detector create(ModelConfig config, int classes, Device device, long seed) {
    return create(config, classes, device, seed, ComputeConfig.DEFAULT);
  }

  /** As {@link #create(ModelConfig, int, Device, long)}, whose scopes compute in another way. */
  public static Detector create(
      ModelConfig config, int classes, Device device, long seed, ComputeConfig compute) {
    return new Detector(config, classes, device, seed, compute);
  }

  /** The configuration it was made from. */
  public ModelConfig config() {
    return config;
  }

  /** K, the number of classes. */
  public int classes() {
    return classes;
  }

  /** All tensors by the released names. */
  public Weights weights() {
    return weights;
  }

  /** From images to feature levels. */
  public Backbone backbone() {
    return backbone;
  }

  /** From the backbone's levels to those that are sampled. */
  public Neck neck() {
    return neck;
  }

  /** The decoder. */
  public Decoder decoder() {
    return decoder;
  }

  /** A scope for one training step that stands for itself. */
  public Scope training() {
    return training(0);
  }

  /** A scope for training step {@code step} of a run, which decides what is dropped at random. */
  public Scope training(long step) {
    return Scope.training(weights.device(), step, compute);
  }

  /** A scope without gradients, batch norms on stored statistics. */
  public Scope inference() {
    return Scope.inference(weights.device(), compute);
  }

  /**
   * Runs the detector.
   *
   * @param images normalised pixels [B, 3, H, W]
   * @param shapesHw height and width of each image, without padding
   * @return one output a stage, first to last
   */
  public List<StageOutput> forward(Scope scope, NDArray images, int[][] shapesHw) {
    List<NDArray> maps = backbone.forward(scope, images);
    List<NDArray> levels = neck.forward(scope, maps);
    maps.forEach(scope::release);
    return decoder.forward(scope, levels, shapesHw);
  }

  @Override
  public void close() {
    weights.close();
  }
}
