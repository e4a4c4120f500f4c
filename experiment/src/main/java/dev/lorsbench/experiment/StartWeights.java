package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * The weights that a trial begins with instead of fresh ones.
 *
 * @param file a safetensors file by the model's own names; where it lies does not decide a result
 * @param sha256 of its bytes, 64 hex digits; empty until it has been taken
 */
public record StartWeights(String file, String sha256) {
  public StartWeights {
    Ranges.path("from", file);
  }

  static StartWeights read(Section s) {
    StartWeights weights = new StartWeights(s.text("file", null), s.text("sha256", ""));
    s.done();
    return weights;
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("file", file, "sha256", sha256));
  }
}
