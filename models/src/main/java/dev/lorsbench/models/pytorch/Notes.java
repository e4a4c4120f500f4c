package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines about what was read otherwise than it stands in a file, or not at all. */
final class Notes {
  private static final int MOST_NAMES = 8;

  private Notes() {}

  /**
   * Tensors that became F32.
   *
   * @param types by the tensors' names
   */
  static List<String> widened(Map<String, String> types) {
    return types.isEmpty()
        ? List.of()
        : List.of(
            "read %s as F32, which holds the same values: %s"
                .formatted(
                    String.join(", ", types.values().stream().sorted().distinct().toList()),
                    names(types.keySet())));
  }

  /** Things that are no tensors; a key may be anything. */
  static List<String> leftOut(Collection<?> keys) {
    return keys.isEmpty()
        ? List.of()
        : List.of(
            "left out %d %s no %s: %s"
                .formatted(
                    keys.size(),
                    keys.size() == 1 ? "entry that is" : "entries that are",
                    keys.size() == 1 ? "tensor" : "tensors",
                    names(keys)));
  }

  /** Names for a message: the first few, and how many more there are. */
  static String names(Collection<?> names) {
    String shown =
        names.stream()
            .limit(MOST_NAMES)
            .map(n -> n instanceof String text ? Printable.quote(text) : shown(n))
            .collect(Collectors.joining(", "));
    return names.size() > MOST_NAMES
        ? shown + " and %,d more".formatted(names.size() - MOST_NAMES)
        : shown;
  }

  private static String shown(Object key) {
    return key instanceof Number || key instanceof Boolean ? key.toString() : "(a key of no name)";
  }
}
