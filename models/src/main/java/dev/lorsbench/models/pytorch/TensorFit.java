package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.StoredTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a file's tensors fit a model's.
 *
 * @param missing names that the model has and the file lacks
 * @param unexpected names that the file has and the model lacks
 * @param misshapen by name, both shapes in words
 */
public record TensorFit(
    List<String> missing, List<String> unexpected, Map<String, String> misshapen) {
  /**
   * Buffers that the released code registers beside its weights, and that follow from nothing but
   * the model itself: how many batches a batch norm saw, and which bias a Swin window's pair reads.
   */
  private static final List<String> DERIVED =
      List.of(".num_batches_tracked", ".relative_position_index", ".relative_coords_table");

  /** Compares names and shapes. */
  public static TensorFit of(Map<String, long[]> model, Map<String, StoredTensor> file) {
    List<String> missing = new ArrayList<>();
    Map<String, String> misshapen = new LinkedHashMap<>();
    model.forEach(
        (name, shape) -> {
          StoredTensor own = file.get(name);
          if (own == null) {
            missing.add(name);
          } else if (!Arrays.equals(own.shape(), shape)) {
            misshapen.put(
                name, Arrays.toString(own.shape()) + ", the model has " + Arrays.toString(shape));
          }
        });
    List<String> unexpected =
        file.keySet().stream().filter(n -> !model.containsKey(n) && !derived(n)).toList();
    return new TensorFit(missing, unexpected, misshapen);
  }

  /** Where there is no model to compare with. */
  public static TensorFit unchecked() {
    return new TensorFit(List.of(), List.of(), Map.of());
  }

  /**
   * Whether a tensor of that name follows from the model itself, so that no model here keeps it.
   */
  public static boolean derived(String name) {
    return DERIVED.stream().anyMatch(name::endsWith);
  }

  /** Whether every tensor is there and nothing else is. */
  public boolean complete() {
    return missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty();
  }

  /** Those of the file that the model can take. */
  public Map<String, StoredTensor> fitting(Map<String, StoredTensor> file) {
    Map<String, StoredTensor> fitting = new LinkedHashMap<>(file);
    fitting.keySet().removeAll(unexpected);
    fitting.keySet().removeAll(misshapen.keySet());
    return fitting;
  }

  /** One line a tensor that does not fit. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    missing.forEach(name -> lines.add("missing     " + name));
    unexpected.forEach(name -> lines.add("unexpected  " + name));
    misshapen.forEach((name, shapes) -> lines.add("shape       " + name + ": " + shapes));
    return lines;
  }

  /** The same for programs. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("missing", missing);
    tree.put("unexpected", unexpected);
    tree.put("wrong_shape", misshapen);
    return tree;
  }
}
