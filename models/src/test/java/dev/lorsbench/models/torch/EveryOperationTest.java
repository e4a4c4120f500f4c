package dev.lorsbench.models.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No operation is left out of the gradient checks unless it says here why. */
class EveryOperationTest {
  private static final Pattern DEFINED = Pattern.compile("def (\\w+)\\(self");
  private static final Pattern CALLED = Pattern.compile("self\\.(\\w+)\\(");

  private static final Set<String> OF_THE_OPTIMISER =
      Set.of(
          "accumulate", "adamw", "descend", "descend_on_device", "follow", "norm_of", "zero_all");
  private static final Set<String> MAKE_GRADIENTS =
      Set.of(
          "gradients",
          "gradients_of",
          "gradients_through_table",
          "level_gradients",
          "like_levels",
          "sum_of",
          "table_gradient",
          "zeros_of");

  /** Copies that autograd does not see; matching and detections only compare. */
  private static final Set<String> STOP_GRADIENTS =
      Set.of(
          "best_class",
          "bordered",
          "detached",
          "detections",
          "feature_table",
          "leaves_of",
          "matching_cost",
          "with_borders");

  private static final Set<String> COPY_AND_REPORT =
      Set.of(
          "assign",
          "assign_all",
          "host_like",
          "probe",
          "report",
          "scaled",
          "stacked",
          "swap",
          "with_norm");

  /** Boxes of the whole image are not learnt. */
  private static final Set<String> OF_FIXED_INPUTS = Set.of("whole_image");

  /** Between weights of two forms, at rest. */
  private static final Set<String> FIT_AND_MERGE =
      Set.of(
          "deviation",
          "expand_kernels",
          "fit_generator",
          "fit_kernels",
          "fit_stack",
          "mean_of",
          "merge",
          "merge_generator",
          "minus",
          "relative_error",
          "split_bias",
          "truncate",
          "tucker",
          "with_bias");

  @Test
  void whatIsNotCheckedIsNamed() {
    Map<String, Set<String>> calls = calls();
    Deque<String> open = new ArrayDeque<>();
    Stream.concat(DetectorGradientsTest.cases(), TransformerGradientsTest.cases())
        .forEach(one -> open.add(one.operation()));
    assertThat(calls.keySet()).containsAll(open);
    Set<String> checked = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      if (checked.add(name)) {
        open.addAll(calls.get(name));
      }
    }
    Set<String> unchecked = new TreeSet<>(calls.keySet());
    unchecked.removeAll(checked);
    Set<String> excused = new TreeSet<>();
    Stream.of(
            OF_THE_OPTIMISER,
            MAKE_GRADIENTS,
            STOP_GRADIENTS,
            COPY_AND_REPORT,
            OF_FIXED_INPUTS,
            FIT_AND_MERGE)
        .forEach(excused::addAll);
    assertThat(unchecked).isEqualTo(excused);
  }

  /** Every operation, and those that it calls. */
  private static Map<String, Set<String>> calls() {
    Map<String, Set<String>> calls = new HashMap<>();
    Set<String> current = new HashSet<>();
    for (String line :
        ScriptArchive.methods(Operators.sources("float32.py.txt")).lines().toList()) {
      Matcher defined = DEFINED.matcher(line);
      if (defined.find()) {
        current = calls.computeIfAbsent(defined.group(1), name -> new HashSet<>());
      }
      Matcher called = CALLED.matcher(line);
      while (called.find()) {
        current.add(called.group(1));
      }
    }
    return calls;
  }
}
