package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Classification and regression of each query: ReLU(LN(Linear)) then {@code fc_cls} or {@code
 * fc_reg}; the box moves by xy' = xy + delta 2^z, zr' = zr + delta.
 */
public final class Heads {
  /** The probability that a fresh classifier gives every class, which steadies the focal loss. */
  private static final double PRIOR = 0.01;

  private final List<NDArray> classification = new ArrayList<>();
  private final List<NDArray> regression = new ArrayList<>();

  /** Makes {@code cls_fcs}, {@code reg_fcs}, {@code fc_cls} and {@code fc_reg}. */
  public Heads(Namespace names, DecoderConfig config, int classes) {
    long d = config.contentDim();
    branch(classification, names, "cls_fcs", d);
    branch(regression, names, "reg_fcs", d);
    Initialiser prior = Initialiser.constant(-Math.log((1 - PRIOR) / PRIOR));
    classification.addAll(
        names.linear("fc_cls", Initialiser.xavier(d, classes), prior, d, classes));
    regression.addAll(names.linear("fc_reg", Initialiser.zeros(), Initialiser.zeros(), d, 4));
  }

  private static void branch(List<NDArray> to, Namespace names, String name, long d) {
    to.addAll(names.linear(name + ".0", d, d));
    to.addAll(names.norm(name + ".1", d));
  }

  /** content [B, N, d] and boxes xyzr [B, N, 4] to scores and refined boxes. */
  public StageOutput forward(Scope scope, NDArray content, NDArray xyzr) {
    NDList out = scope.tensors("heads", content, xyzr, classification, regression);
    return new StageOutput(out.get(0), out.get(1), out.get(2), content);
  }
}
