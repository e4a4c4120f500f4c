package dev.lorsbench.cli.verify;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.adamixer.StageOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stage outputs by their golden names. */
final class StageOutputs {
  private StageOutputs() {}

  /** {@code stageS.cls_score}, {@code .xyzr}, {@code .boxes} and {@code .query_content}. */
  static Map<String, NDArray> named(List<StageOutput> stages) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    for (int s = 0; s < stages.size(); s++) {
      StageOutput one = stages.get(s);
      named.put("stage" + s + ".cls_score", one.clsScore());
      named.put("stage" + s + ".xyzr", one.xyzr());
      named.put("stage" + s + ".boxes", one.boxes());
      named.put("stage" + s + ".query_content", one.content());
    }
    return named;
  }
}
