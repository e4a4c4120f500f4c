package dev.lorsbench.models.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The named tensors within what was pickled: the dict itself, or one of the entries under which
 * training programs keep it beside their meta data and optimiser.
 *
 * @param tensors by name, without a {@code module.} that all share
 * @param notes one line for each thing that a user may want to know about the choice
 */
record StateDict(Map<String, TensorView> tensors, List<String> notes) {
  /** Where state dicts are kept, the first that is there wins. */
  static final List<String> ENTRIES =
      List.of("state_dict", "model", "model_state_dict", "ema_state_dict");

  private static final String PARALLEL = "module.";

  /**
   * Finds the tensors.
   *
   * @param wanted the entry to take; the first of {@link #ENTRIES} or the whole where empty
   */
  static StateDict of(Object pickled, Optional<String> wanted) throws CheckpointException {
    if (!(pickled instanceof Map<?, ?> top)) {
      throw new CheckpointException("holds no dict of named tensors");
    }
    List<String> there = ENTRIES.stream().filter(e -> isStateDict(top.get(e))).toList();
    if (wanted.isPresent() && !isStateDict(top.get(wanted.get()))) {
      throw new CheckpointException(
          "has no dict of tensors '"
              + wanted.get()
              + "'; it has: "
              + (there.isEmpty() ? "none" : String.join(", ", there)));
    }
    String chosen = wanted.orElse(there.isEmpty() ? "" : there.get(0));
    List<String> notes = new ArrayList<>();
    if (there.size() > 1) {
      notes.add(
          "took '" + chosen + "' of " + String.join(", ", there) + " (--entry takes another)");
    }
    return named((Map<?, ?>) (chosen.isEmpty() ? top : top.get(chosen)), notes);
  }

  private static boolean isStateDict(Object value) {
    return value instanceof Map<?, ?> map
        && map.values().stream().anyMatch(TensorView.class::isInstance);
  }

  private static StateDict named(Map<?, ?> dict, List<String> notes) throws CheckpointException {
    Map<String, TensorView> found = new LinkedHashMap<>();
    List<Object> others = new ArrayList<>();
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (entry.getKey() instanceof String name && entry.getValue() instanceof TensorView tensor) {
        found.put(name, tensor);
      } else {
        others.add(entry.getKey());
      }
    }
    if (found.isEmpty()) {
      throw new CheckpointException("holds no named tensors");
    }
    notes.addAll(Notes.leftOut(others));
    return new StateDict(
        found.keySet().stream().allMatch(n -> n.startsWith(PARALLEL)) ? bare(found) : found, notes);
  }

  /** The types of those that are read as F32, by name. */
  Map<String, String> narrow() {
    Map<String, String> narrow = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> tensor.meaning().narrow().ifPresent(n -> narrow.put(name, n.torch())));
    return narrow;
  }

  private static Map<String, TensorView> bare(Map<String, TensorView> found) {
    Map<String, TensorView> bare = new LinkedHashMap<>();
    found.forEach((name, tensor) -> bare.put(name.substring(PARALLEL.length()), tensor));
    return bare;
  }
}
