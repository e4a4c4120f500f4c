package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;

/** One decoder stage: attention, sampling, mixing, FFN, heads. The mixing is its own or shared. */
public record Stage(
    SelfAttention attention, Sampling sampling, Mixing mixing, FeedForward ffn, Heads heads) {

  /** Boxes xyzr [B, N, 4] and contents [B, N, d] to this stage's output. */
  public StageOutput forward(Scope scope, Pyramid pyramid, NDArray xyzr, NDArray content) {
    NDArray query = attention.forward(scope, content, xyzr);
    NDArray sampled = sampling.forward(scope, pyramid, query, xyzr);
    query = mixing.forward(scope, sampled, query);
    query = ffn.forward(scope, query);
    return heads.forward(scope, query, xyzr);
  }
}
