package dev.lorsbench.models.transformer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.lors.Linear;
import dev.lorsbench.models.lors.Linears;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One block: z <- z + attention(LN(z)), z <- z + FFN(LN(z)). */
final class Block {
  /** timm's: a normal of 0.02, whose cut at two is never met. */
  static final Initialiser WEIGHT = Initialiser.normal(0.02);

  private final int heads;
  private final List<NDArray> norm1;
  private final List<NDArray> norm2;
  private final Map<String, Linear> layers = new LinkedHashMap<>();

  Block(Namespace names, Linears linears, ClassifierConfig config) {
    long d = config.embedDim();
    long hidden = d * config.mlpRatio();
    heads = config.numHeads();
    norm1 = names.norm("norm1", d);
    layers.put("attn.qkv", linears.make(names, "attn.qkv", WEIGHT, d, 3 * d));
    layers.put("attn.proj", linears.make(names, "attn.proj", WEIGHT, d, d));
    norm2 = names.norm("norm2", d);
    layers.put("mlp.fc1", linears.make(names, "mlp.fc1", WEIGHT, d, hidden));
    layers.put("mlp.fc2", linears.make(names, "mlp.fc2", WEIGHT, hidden, d));
  }

  /** The linear layers by their names within the block. */
  Map<String, Linear> layers() {
    return layers;
  }

  /** [B, 1 + n, d] to [B, 1 + n, d]. */
  NDArray forward(Scope scope, NDArray z) {
    NDArray attended = scope.tensor("plus", z, attention(scope, norm(scope, z, norm1)));
    return scope.tensor("plus", attended, feedForward(scope, norm(scope, attended, norm2)));
  }

  private NDArray attention(Scope scope, NDArray x) {
    NDArray qkv = layers.get("attn.qkv").forward(scope, x);
    return layers.get("attn.proj").forward(scope, scope.tensor("multi_head", qkv, heads));
  }

  private NDArray feedForward(Scope scope, NDArray x) {
    NDArray hidden = scope.tensor("gelu", layers.get("mlp.fc1").forward(scope, x));
    return layers.get("mlp.fc2").forward(scope, hidden);
  }

  static NDArray norm(Scope scope, NDArray x, List<NDArray> norm) {
    return scope.tensor("token_norm", x, norm.get(0), norm.get(1));
  }
}
