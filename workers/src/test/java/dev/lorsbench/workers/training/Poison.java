package dev.lorsbench.workers.training;

import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.tensors.TensorSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Weights from which every step diverges. */
final class Poison {
  private Poison() {}

  /** Writes the newest checkpoint anew, with class scores that are not numbers. */
  static void into(Checkpoints checkpoints) {
    Checkpoints.Checkpoint good = checkpoints.newest(w -> {}).orElseThrow();
    List<TensorSource> tensors = new ArrayList<>();
    for (StoredTensor t : good.tensors().tensors().values()) {
      float[] values = t.toFloats();
      if (t.name().endsWith("fc_cls.bias")) {
        Arrays.fill(values, Float.NaN);
      }
      tensors.add(StoredTensor.of(t.name(), values, t.shape()));
    }
    checkpoints.write(
        good.manifest().state(), tensors, good.tensors().metadata(), new Retention(2, s -> false));
  }
}
