package dev.lorsbench.models.export;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Recording;
import dev.lorsbench.models.torch.Recording.Call;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements of a recorded forward pass; a tensor's name is found by what it is. */
final class ForwardSource {
  private static final Pattern RESULT =
      Pattern.compile("def (\\w+)\\(self[^)]*\\)\\s*->\\s*(\\w+)");

  private final Map<String, String> resultTypes = new HashMap<>();
  private final Map<NDArray, String> names = new IdentityHashMap<>();
  private final StringBuilder code = new StringBuilder();
  private int made;

  private ForwardSource(String methods, Map<NDArray, String> known) {
    names.putAll(known);
    Matcher found = RESULT.matcher(methods);
    while (found.find()) {
      resultTypes.put(found.group(1), found.group(2));
    }
  }

  /**
   * One line a call, over the variables {@code image}, {@code images} and {@code shapes}; the last
   * call's result is in {@code rows}.
   *
   * @param methods the source of what is called
   * @param known names of the weights and of the image
   */
  static String of(Recording recording, String methods, Map<NDArray, String> known) {
    ForwardSource source = new ForwardSource(methods, known);
    recording.calls().forEach(source::add);
    return source.code + "    rows = t" + (source.made - 1) + "\n";
  }

  private void add(Call call) {
    StringJoiner arguments = new StringJoiner(", ");
    switch (call.operation()) {
      case "whole_image" -> arguments.add(text(call.arguments().get(0))).add("shapes");
      case "initial_queries" -> arguments.add(text(call.arguments().get(0))).add("images");
      default -> call.arguments().forEach(argument -> arguments.add(text(argument)));
    }
    String first = "t" + made;
    String all =
        call.results().stream().map(t -> name(t, "t" + made++)).collect(Collectors.joining(", "));
    boolean list = resultTypes.get(call.operation()).equals("List");
    code.append(
        "    %s = self.%s(%s)\n".formatted(list ? "l" + first : all, call.operation(), arguments));
    for (int i = 0; list && i < call.results().size(); i++) {
      String result = names.get(call.results().get(i));
      code.append("    %s = l%s[%d]\n".formatted(result, first, i));
    }
  }

  private String name(NDArray tensor, String name) {
    names.put(tensor, name);
    return name;
  }

  private String text(Object argument) {
    if (argument instanceof NDArray tensor) {
      String name = names.get(tensor);
      if (name == null) {
        throw new IllegalStateException("an operation reads a tensor that no operation made");
      }
      return name;
    } else if (argument instanceof List<?> list) {
      String items = list.stream().map(this::text).collect(Collectors.joining(", "));
      return list.isEmpty() ? "annotate(List[Tensor], [])" : "[" + items + "]";
    } else if (argument instanceof Boolean truth) {
      return truth ? "True" : "False";
    } else if (argument instanceof long[] wholes) {
      return "annotate(List[int], " + Arrays.toString(wholes) + ")";
    } else if (argument instanceof double[] fractions) {
      return "annotate(List[float], " + Arrays.toString(fractions) + ")";
    }
    return argument.toString();
  }
}
