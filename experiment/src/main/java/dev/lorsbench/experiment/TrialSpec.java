package dev.lorsbench.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One training run.
 *
 * @param name how people call it in their sweep; does not decide the result
 */
public record TrialSpec(String name, ModelConfig model, TrainConfig train, DataConfig data) {
  /** Changes when the same configuration would give another result with newer code. */
  private static final int RECIPE = 1;

  public TrialSpec {
    Ranges.name("name", name);
  }

  /**
   * The trial's identity: 16 hex digits of SHA-256 over all that decides its result. Names and
   * folders do not; the data's fingerprint does.
   *
   * @throws IllegalStateException where the data's fingerprint was not taken
   */
  public String id() {
    if (data.fingerprint().isEmpty()) {
      throw new IllegalStateException("trial " + name + ": the data's fingerprint was not taken");
    }
    Map<String, Object> t = new TreeMap<>();
    t.put("recipe", RECIPE);
    t.put("model", model.tree());
    t.put("train", train.decisive());
    t.put(
        "data",
        new TreeMap<>(
            Map.of("fingerprint", data.fingerprint(), "train", data.train(), "val", data.val())));
    return sha256(Json.write(t)).substring(0, 16);
  }

  /** The same trial on other data. */
  public TrialSpec withData(DataConfig other) {
    return new TrialSpec(name, model, train, other);
  }

  /** Canonical JSON that {@link #parse} reads back. */
  public String json() {
    Map<String, Object> t = new TreeMap<>();
    t.put("name", name);
    t.put("model", model.tree());
    t.put("train", train.tree());
    t.put("data", data.tree());
    return Json.write(t);
  }

  /** Reads what {@link #json()} wrote. */
  public static TrialSpec parse(String text, String file) {
    Section s = Section.parse(text, file);
    TrialSpec spec =
        new TrialSpec(
            s.text("name", null),
            ModelConfig.read(s.required("model")),
            TrainConfig.read(s.required("train"), TrainConfig.DEFAULT),
            DataConfig.read(s.required("data")));
    s.done();
    return spec;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
