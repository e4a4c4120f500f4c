package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.lors.LorsMixing;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decoder: queries refined stage by stage, with AdaMixer's mixing or with LORS's. */
public final class Decoder {
  private final DecoderConfig config;
  private final Queries queries;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * Makes all tensors of the decoder.
   *
   * @param query where {@code rpn_head} is made
   * @param head where {@code bbox_head} and {@code adaptive_mixing} are made
   */
  public Decoder(Namespace query, Namespace head, DecoderConfig config, int classes) {
    this.config = config;
    queries = new Queries(query.under("rpn_head"), config);
    Optional<LorsMixing> lors =
        config.lors().map(l -> new LorsMixing(head.under("adaptive_mixing"), config, l));
    for (int s = 0; s < config.numStages(); s++) {
      int at = s;
      Namespace names = head.under("bbox_head." + s);
      stages.add(
          lors.map(shared -> lorsStage(names, config, classes, shared.at(at)))
              .orElseGet(() -> adamixerStage(names, config, classes)));
    }
  }

  private static Stage lorsStage(Namespace names, DecoderConfig config, int k, Mixing mixing) {
    return stage(names, config, k, new Sampling(names.under("sampling"), config), mixing);
  }

  private static Stage adamixerStage(Namespace names, DecoderConfig config, int k) {
    Namespace own = names.under("sampling_n_mixing");
    Mixing mixing = new AdaptiveMixing(own.under("adaptive_mixing"), config);
    List<NDArray> norm = own.norm("norm", config.contentDim());
    Mixing normed =
        (scope, sampled, content) ->
            scope.tensor(
                "layer_norm", mixing.forward(scope, sampled, content), norm.get(0), norm.get(1));
    return stage(names, config, k, new Sampling(own, config), normed);
  }

  private static Stage stage(
      Namespace names, DecoderConfig config, int k, Sampling sampling, Mixing mixing) {
    SelfAttention attention = new SelfAttention(names, config);
    FeedForward ffn = new FeedForward(names, config);
    return new Stage(attention, sampling, mixing, ffn, new Heads(names, config, k));
  }

  /** The stages, first to last. */
  public List<Stage> stages() {
    return stages;
  }

  /** The first queries. */
  public Queries queries() {
    return queries;
  }

  /**
   * Runs all stages. Boxes pass between stages without gradient, contents with it.
   *
   * @param levels feature levels [B, d, H, W], finest first
   * @param shapesHw height and width of each image, without padding
   * @return one output a stage
   */
  public List<StageOutput> forward(Scope scope, List<NDArray> levels, int[][] shapesHw) {
    NDArray xyzr = queries.boxes(scope, shapesHw);
    NDArray content = queries.contents(scope, shapesHw.length);
    if (scope.training() && scope.compute().checkpointStages()) {
      return new CheckpointedStages(scope, stages, levels, config.featmapStrides())
          .forward(xyzr, content);
    }
    Pyramid pyramid = Pyramid.of(scope, levels, config.featmapStrides());
    List<StageOutput> out = new ArrayList<>();
    for (Stage stage : stages) {
      StageOutput one = stage.forward(scope, pyramid, xyzr, content);
      out.add(one);
      xyzr = scope.tensor("detached", one.xyzr());
      content = one.content();
    }
    return out;
  }
}
