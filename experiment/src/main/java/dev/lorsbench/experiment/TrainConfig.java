package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a trial is trained. Every field but {@code keep} decides the result or what is recorded of
 * it.
 *
 * @param steps optimiser steps
 * @param batch images a step
 * @param size images are stretched to size x size pixels; the model says what fits
 * @param learningRate AdamW's peak rate
 * @param weightDecay AdamW's decoupled decay
 * @param warmupSteps linear warm-up from 0
 * @param schedule {@code step}, {@code cosine} or {@code constant}
 * @param decayAt fractions of {@code steps} at which a step schedule decays
 * @param decayFactor what it multiplies by
 * @param clipNorm largest 2-norm of the whole gradient; 0 is no clipping
 * @param flip probability of a horizontal flip, in [0, 1]
 * @param evaluateEvery steps between evaluations; 0 evaluates at the end alone
 * @param checkpointEvery steps between checkpoints
 * @param logEvery steps between logged metrics
 * @param seed decides initial weights, data order and augmentation
 * @param threads native threads; 0 leaves it to the worker
 * @param onBadImage {@code fail} or {@code skip}
 * @param onNan {@code fail}, or {@code skip:N}: up to N steps whose loss or gradient is not finite
 *     change nothing
 * @param keep which checkpoints stay
 */
public record TrainConfig(
    int steps,
    int batch,
    int size,
    double learningRate,
    double weightDecay,
    int warmupSteps,
    String schedule,
    List<Double> decayAt,
    double decayFactor,
    double clipNorm,
    double flip,
    int evaluateEvery,
    int checkpointEvery,
    int logEvery,
    long seed,
    int threads,
    String onBadImage,
    String onNan,
    KeepConfig keep) {
  /** The defaults: those of the yardstick's small runs. */
  public static final TrainConfig DEFAULT =
      new TrainConfig(
          1200,
          4,
          160,
          1e-3,
          1e-4,
          100,
          "step",
          List.of(0.8),
          0.1,
          1.0,
          0.5,
          0,
          200,
          20,
          0,
          0,
          "fail",
          "fail",
          KeepConfig.DEFAULT);

  private static final String CLASSIFICATION =
      "{steps: 600, batch: 64, size: 32, weight_decay: 0.05, warmup_steps: 60, schedule: cosine}";

  /**
   * The defaults of a task: for classification those that DeiT is trained with, on small images.
   */
  public static TrainConfig defaults(TaskKind task) {
    return task == TaskKind.DETECTION ? DEFAULT : parse(CLASSIFICATION, "classification");
  }

  public TrainConfig {
    Ranges.between("steps", steps, 1, 100_000_000);
    Ranges.between("batch", batch, 1, 4096);
    Ranges.between("size", size, 8, 4096);
    Ranges.between("learning_rate", learningRate, 0, 10);
    Ranges.between("weight_decay", weightDecay, 0, 1);
    Ranges.between("warmup_steps", warmupSteps, 0, 100_000_000);
    Ranges.oneOf("schedule", schedule, List.of("step", "cosine", "constant"));
    decayAt = List.copyOf(decayAt);
    decayAt.forEach(d -> Ranges.between("decay_at", d, 0, 1));
    Ranges.between("decay_factor", decayFactor, 0, 1);
    Ranges.between("clip_norm", clipNorm, 0, 1e6);
    Ranges.between("flip", flip, 0, 1);
    Ranges.between("evaluate_every", evaluateEvery, 0, 100_000_000);
    Ranges.between("checkpoint_every", checkpointEvery, 1, 100_000_000);
    Ranges.between("log_every", logEvery, 1, 100_000_000);
    Ranges.between("threads", threads, 0, 1024);
    Ranges.oneOf("on_bad_image", onBadImage, List.of("fail", "skip"));
    Ranges.matches("on_nan", onNan, "fail|skip:[1-9]\\d{0,5}", "fail or skip:N with N from 1");
  }

  static TrainConfig read(Section s, TrainConfig base) {
    TrainConfig config =
        s.build(
            () ->
                new TrainConfig(
                    s.integer("steps", base.steps),
                    s.integer("batch", base.batch),
                    s.integer("size", base.size),
                    s.number("learning_rate", base.learningRate),
                    s.number("weight_decay", base.weightDecay),
                    s.integer("warmup_steps", base.warmupSteps),
                    s.text("schedule", base.schedule),
                    s.numbers("decay_at", base.decayAt),
                    s.number("decay_factor", base.decayFactor),
                    s.number("clip_norm", base.clipNorm),
                    s.number("flip", base.flip),
                    s.integer("evaluate_every", base.evaluateEvery),
                    s.integer("checkpoint_every", base.checkpointEvery),
                    s.integer("log_every", base.logEvery),
                    s.whole("seed", base.seed),
                    s.integer("threads", base.threads),
                    s.text("on_bad_image", base.onBadImage),
                    s.text("on_nan", base.onNan),
                    s.section("keep").map(k -> KeepConfig.read(k, base.keep)).orElse(base.keep)));
    s.done();
    return config;
  }

  /** How many steps may come to nothing because their loss or gradient is not finite. */
  public int skippableSteps() {
    return onNan.equals("fail") ? 0 : Integer.parseInt(onNan.substring("skip:".length()));
  }

  /** The same training from another seed. */
  public TrainConfig withSeed(long other) {
    Map<String, Object> t = tree();
    t.put("seed", other);
    return parse(Json.write(t), "training");
  }

  /** The canonical tree, which reads back to an equal record. */
  public Map<String, Object> tree() {
    Map<String, Object> t = new TreeMap<>();
    t.put("steps", steps);
    t.put("batch", batch);
    t.put("size", size);
    t.put("learning_rate", learningRate);
    t.put("weight_decay", weightDecay);
    t.put("warmup_steps", warmupSteps);
    t.put("schedule", schedule);
    t.put("decay_at", decayAt);
    t.put("decay_factor", decayFactor);
    t.put("clip_norm", clipNorm);
    t.put("flip", flip);
    t.put("evaluate_every", evaluateEvery);
    t.put("checkpoint_every", checkpointEvery);
    t.put("log_every", logEvery);
    t.put("seed", seed);
    t.put("threads", threads);
    t.put("on_bad_image", onBadImage);
    // Left out where they are as before they came, so that older trials keep their ids.
    if (!onNan.equals(DEFAULT.onNan)) {
      t.put("on_nan", onNan);
    }
    if (!keep.equals(KeepConfig.DEFAULT)) {
      t.put("keep", keep.tree());
    }
    return t;
  }

  /** The part of {@link #tree()} that decides the result. */
  Map<String, Object> decisive() {
    Map<String, Object> t = tree();
    t.remove("keep");
    return t;
  }

  /** Canonical JSON: sorted keys, no spaces. */
  public String json() {
    return Json.write(tree());
  }

  /** Reads a YAML mapping of what differs from the task's defaults. */
  public static TrainConfig parse(String text, String file, TaskKind task) {
    return read(Section.parse(text, file), defaults(task));
  }

  /** Reads what {@link #json()} wrote, or a YAML mapping of what differs from {@link #DEFAULT}. */
  public static TrainConfig parse(String text, String file) {
    return read(Section.parse(text, file), DEFAULT);
  }
}
