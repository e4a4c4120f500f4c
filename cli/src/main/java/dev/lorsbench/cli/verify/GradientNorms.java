package dev.lorsbench.cli.verify;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import dev.lorsbench.models.torch.Scope;
import java.util.List;
import java.util.Map;

/** The 2-norms of gradients by parameter, against a case's {@code grad_l2}. */
record GradientNorms(Scope scope, Map<String, NDArray> gradients) {
  /** Measures every norm that the case holds; it must hold one for every trained parameter. */
  void compare(Measurements measured, TensorCase given, String group) {
    if (!given.golden().has("grad_l2")) {
      return;
    }
    Map<String, JsonElement> golden = GoldenFile.objectAt(given.golden(), "grad_l2").asMap();
    golden.forEach(
        (name, expected) -> {
          NDArray gradient = gradients.get(name);
          if (gradient == null) {
            measured.fail("nothing computes the gradient of " + name);
          } else {
            measured.norm(
                group,
                given.tolerance(group),
                name,
                norm(gradient),
                expected.getAsDouble(),
                gradient.size());
          }
        });
    gradients.keySet().stream()
        .filter(name -> !golden.containsKey(name))
        .forEach(name -> measured.fail("grad_l2 has no " + name + ", which is trained here"));
  }

  private double norm(NDArray gradient) {
    return scope.tensor("norm_of", List.of(gradient)).toFloatArray()[0];
  }
}
