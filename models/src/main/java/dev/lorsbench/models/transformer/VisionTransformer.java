package dev.lorsbench.models.transformer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.lors.Linear;
import dev.lorsbench.models.lors.Linears;
import dev.lorsbench.models.lors.LowRankStack;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A classifier of square images, by timm's names ({@code blocks.0.attn.qkv.weight}); with LORS the
 * blocks' weights are {@code shared.attn.qkv.weight} and {@code
 * blocks.0.attn.qkv.weight_add_A|weight_add_B}. Owns its weights.
 */
public final class VisionTransformer implements AutoCloseable {
  private static final int CHANNELS = 3;

  private final ClassifierConfig config;
  private final int size;
  private final int classes;
  private final Weights weights;
  private final List<NDArray> embedding = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final List<NDArray> norm;
  private final List<NDArray> head;

  private VisionTransformer(ClassifierConfig config, int size, int classes, Weights weights) {
    this.config = config;
    this.size = size;
    this.classes = classes;
    this.weights = weights;
    Namespace root = weights.root();
    embed(root);
    Linears linears =
        config
            .rank()
            .<Linears>map(r -> new LowRankStack(root.under("shared"), r))
            .orElse(Linears.PLAIN);
    for (int l = 0; l < config.depth(); l++) {
      blocks.add(new Block(root.under("blocks." + l), linears, config));
    }
    norm = root.norm("norm", config.embedDim());
    head = root.linear("head", Block.WEIGHT, Initialiser.zeros(), config.embedDim(), classes);
  }

  private void embed(Namespace root) {
    long d = config.embedDim();
    long p = config.patchSize();
    long patches = (size / p) * (size / p);
    Initialiser convolution = Initialiser.linear(CHANNELS * p * p);
    embedding.add(root.parameter("cls_token", Block.WEIGHT, 1, 1, d));
    embedding.add(root.parameter("pos_embed", Block.WEIGHT, 1, 1 + patches, d));
    embedding.add(root.parameter("patch_embed.proj.weight", convolution, d, CHANNELS, p, p));
    embedding.add(root.parameter("patch_embed.proj.bias", convolution, d));
  }

  /**
   * A fresh classifier.
   *
   * @param size edge of the images, pixels; a multiple of the patch
   * @param seed decides every initial weight, on every platform alike
   */
  public static VisionTransformer create(
      ClassifierConfig config, int size, int classes, Device device, long seed) {
    return create(config, size, classes, device, seed, DataType.FLOAT32);
  }

  /** As the other, of FLOAT32 or, to check formulas beyond rounding, FLOAT64. */
  public static VisionTransformer create(
      ClassifierConfig config, int size, int classes, Device device, long seed, DataType type) {
    config.requireSize(size);
    return new VisionTransformer(config, size, classes, new Weights(device, seed, type));
  }

  /** The configuration it was made from. */
  public ClassifierConfig config() {
    return config;
  }

  /** Edge of its images, pixels. */
  public int size() {
    return size;
  }

  /** How many classes it tells apart. */
  public int classes() {
    return classes;
  }

  /** All tensors by name. */
  public Weights weights() {
    return weights;
  }

  /** The linear layers of each block by their names within it. */
  public List<Map<String, Linear>> layers() {
    return blocks.stream().map(Block::layers).toList();
  }

  /**
   * Scores images.
   *
   * @param images normalised pixels [B, 3, size, size]
   * @return [B, classes], before the softmax
   */
  public NDArray forward(Scope scope, NDArray images) {
    NDArray z =
        scope.tensor(
            "tokens",
            images,
            embedding.get(0),
            embedding.get(1),
            embedding.get(2),
            embedding.get(3));
    for (Block block : blocks) {
      z = block.forward(scope, z);
    }
    NDArray last = scope.tensor("class_token", Block.norm(scope, z, norm));
    return scope.tensor("linear", last, head.get(0), head.get(1));
  }

  @Override
  public void close() {
    weights.close();
  }
}
