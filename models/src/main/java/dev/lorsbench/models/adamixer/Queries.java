package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.Arrays;

/**
 * The decoder's first queries: LayerNorm (without affine) of learned contents, and boxes that cover
 * each whole image.
 */
public final class Queries {
  private final NDArray proposals;
  private final NDArray contents;

  /** Makes {@code init_proposal_bboxes} (never trained, as released) and the learned contents. */
  public Queries(Namespace names, DecoderConfig config) {
    long n = config.queries();
    Initialiser whole = (random, index) -> index % 4 < 2 ? 0.5 : 1;
    proposals = names.frozen(true).parameter("init_proposal_bboxes.weight", whole, n, 4);
    contents =
        names.parameter(
            "init_content_features.weight", Initialiser.normal(1), n, config.contentDim());
  }

  /** Boxes xyzr [B, N, 4] of images that are height x width, without padding. */
  public NDArray boxes(Scope scope, int[][] shapesHw) {
    long[] flat = Arrays.stream(shapesHw).flatMapToInt(Arrays::stream).asLongStream().toArray();
    return scope.tensor("whole_image", proposals, flat);
  }

  /** Contents [B, N, d]. */
  public NDArray contents(Scope scope, int images) {
    return scope.tensor("initial_queries", contents, images);
  }
}
