package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution [out, in, size, size] without bias and the batch norm behind it: the five tensors
 * that an operation takes in one list.
 */
record ConvNorm(List<NDArray> weights) {
  /** Makes both under their own names; the kernel begins by Kaiming's rule (normal, fan out). */
  static ConvNorm of(Namespace names, String conv, String norm, long in, long out, long size) {
    List<NDArray> made = new ArrayList<>();
    Initialiser kaiming = Initialiser.kaimingNormal(out * size * size);
    made.add(names.under(conv).parameter("weight", kaiming, out, in, size, size));
    made.addAll(names.norm(norm, out));
    made.add(names.under(norm).buffer("running_mean", Initialiser.zeros(), out));
    made.add(names.under(norm).buffer("running_var", Initialiser.ones(), out));
    return new ConvNorm(made);
  }
}
