package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution [out, in / groups, size, size] without bias and the batch norm behind it: the five
 * tensors that an operation takes in one list.
 */
record ConvNorm(List<NDArray> weights) {
  /** Makes both under their own names; the kernel begins by Kaiming's rule (normal, fan out). */
  static ConvNorm of(Namespace names, String conv, String norm, long in, long out, long size) {
    return of(names, conv, norm, new long[] {out, in, size, size}, Initialiser.ones());
  }

  /** The same with a kernel of any shape, and a batch norm whose weight begins as {@code scale}. */
  static ConvNorm of(Namespace names, String conv, String norm, long[] kernel, Initialiser scale) {
    long out = kernel[0];
    List<NDArray> made = new ArrayList<>();
    Initialiser kaiming = Initialiser.kaimingNormal(out * kernel[2] * kernel[3]);
    made.add(names.under(conv).parameter("weight", kaiming, kernel));
    Namespace here = names.under(norm);
    made.add(here.parameter("weight", scale, out));
    made.add(here.parameter("bias", Initialiser.zeros(), out));
    made.add(here.buffer("running_mean", Initialiser.zeros(), out));
    made.add(here.buffer("running_var", Initialiser.ones(), out));
    return new ConvNorm(made);
  }
}
