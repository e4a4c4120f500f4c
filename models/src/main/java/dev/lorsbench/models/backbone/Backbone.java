package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import java.util.List;

/** From images to feature levels of stride 4, 8, 16 and 32: {@link ResNet} or {@link Swin}. */
public interface Backbone {
  /** Channels of each level, finest first. */
  List<Long> channels();

  /** Images [B, 3, H, W] to levels [B, channels, H / stride, W / stride], sizes rounded up. */
  List<NDArray> forward(Scope scope, NDArray images);

  /** Makes all tensors of a backbone. */
  static Backbone of(Namespace names, BackboneConfig config) {
    return config.swin() ? new Swin(names, config) : new ResNet(names, config);
  }
}
