package dev.lorsbench.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One training run.
 *
 * @param name how people call it in their sweep; does not decide the result
 * @param from the weights that it begins with; empty for fresh ones from the seed
 * @param resources the class of workers that it needs; empty is its sweep's. Does not decide the
 *     result
 * @param origin the trial that it trains on from; empty for one from the first step
 */
public record TrialSpec(
    String name,
    NetworkConfig model,
    TrainConfig train,
    DataConfig data,
    Optional<StartWeights> from,
    Optional<String> resources,
    Optional<Origin> origin) {
  /** Changes when the same configuration would give another result with newer code. */
  private static final int RECIPE = 1;

  public TrialSpec {
    Ranges.name("name", name);
    model.requireSize(train.size());
    if (model.task() != TaskKind.DETECTION && !train.resize().stretches()) {
      throw new ConfigException("resize is for detectors; a classifier's images are size x size");
    }
    resources.ifPresent(r -> ResourceClass.require("resources", r));
    origin.ifPresent(
        o -> Ranges.between("steps", train.steps(), o.step() + 1, TrainConfig.MOST_STEPS));
  }

  /** A trial from the first step, wherever its sweep runs. */
  public TrialSpec(
      String name,
      NetworkConfig model,
      TrainConfig train,
      DataConfig data,
      Optional<StartWeights> from) {
    this(name, model, train, data, from, Optional.empty(), Optional.empty());
  }

  /** A trial that begins with fresh weights. */
  public TrialSpec(String name, NetworkConfig model, TrainConfig train, DataConfig data) {
    this(name, model, train, data, Optional.empty());
  }

  /** What it learns. */
  public TaskKind task() {
    return model.task();
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
    Map<String, Object> t = taskTree();
    t.put("recipe", RECIPE);
    t.put("model", model.tree());
    t.put("train", train.decisive());
    t.put(
        "data",
        new TreeMap<>(
            Map.of("fingerprint", data.fingerprint(), "train", data.train(), "val", data.val())));
    from.ifPresent(f -> t.put("from", requireTaken(f).sha256()));
    origin.ifPresent(o -> t.put("origin", o.tree()));
    return sha256(Json.write(t)).substring(0, 16);
  }

  private StartWeights requireTaken(StartWeights weights) {
    if (weights.sha256().isEmpty()) {
      throw new IllegalStateException("trial " + name + ": the hash of its weights was not taken");
    }
    return weights;
  }

  /** Detection goes without saying, so that older trials keep their ids. */
  private Map<String, Object> taskTree() {
    Map<String, Object> t = new TreeMap<>();
    if (task() != TaskKind.DETECTION) {
      t.put("task", task().key());
    }
    return t;
  }

  /** The same trial, trained otherwise. */
  public TrialSpec withTrain(TrainConfig other) {
    return new TrialSpec(name, model, other, data, from, resources, origin);
  }

  /** The same trial on other data. */
  public TrialSpec withData(DataConfig other) {
    return new TrialSpec(name, model, train, other, from, resources, origin);
  }

  /** The same trial with half the images at once; its id stays that of the whole one. */
  public TrialSpec halved() {
    return withTrain(train.halved());
  }

  /** The same trial from other weights. */
  public TrialSpec withFrom(Optional<StartWeights> other) {
    return new TrialSpec(name, model, train, data, other, resources, origin);
  }

  /** The same trial on other workers, under the name that it has in their sweep. */
  TrialSpec named(String other, Optional<String> on) {
    return new TrialSpec(other, model, train, data, from, on, origin);
  }

  /**
   * A trial that goes on where this one came to, over more steps.
   *
   * @param step of this one's checkpoint that it begins with
   * @throws ConfigException where there would be no step left to do
   */
  public TrialSpec extended(String other, long step, int steps) {
    return new TrialSpec(
        other,
        model,
        train.withSteps(steps),
        data,
        from,
        resources,
        Optional.of(new Origin(id(), step)));
  }

  /** Canonical JSON that {@link #parse} reads back. */
  public String json() {
    Map<String, Object> t = taskTree();
    t.put("name", name);
    t.put("model", model.tree());
    t.put("train", train.tree());
    t.put("data", data.tree());
    from.ifPresent(f -> t.put("from", f.tree()));
    resources.ifPresent(r -> t.put("resources", r));
    origin.ifPresent(o -> t.put("origin", o.tree()));
    return Json.write(t);
  }

  /** Reads what {@link #json()} wrote. */
  public static TrialSpec parse(String text, String file) {
    Section s = Section.parse(text, file);
    TaskKind task = TaskKind.read(s);
    TrialSpec spec =
        new TrialSpec(
            s.text("name", null),
            NetworkConfig.read(s, task),
            TrainConfig.read(s.required("train"), TrainConfig.DEFAULT),
            DataConfig.read(s.required("data"), task),
            s.section("from").map(StartWeights::read),
            resources(s),
            s.section("origin").map(Origin::read));
    s.done();
    return spec;
  }

  static Optional<String> resources(Section s) {
    return s.has("resources") ? Optional.of(s.text("resources", null)) : Optional.empty();
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
