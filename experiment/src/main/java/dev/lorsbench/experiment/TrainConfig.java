package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a trial is trained. Every field but {@code keep}, and {@code compute.checkpoint_stages},
 * decides the result or what is recorded of it.
 *
 * @param steps optimiser steps
 * @param batch images a step
 * @param size images are stretched to size x size pixels; the model says what fits
 * @param learningRate AdamW's peak rate
 * @param weightDecay AdamW's decoupled decay
 * @param warmupSteps linear warm-up from 0
 * @param schedule one of {@link #SCHEDULES}
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
 * @param power of a poly schedule
 * @param evaluateEpochs epochs between evaluations, besides {@code evaluateEvery}; 0 is none
 * @param evaluateBatch images at once in an evaluation; 0 is {@code batch}
 * @param optimiser how gradients become steps
 * @param stop when it ends early
 * @param resize how images keep their proportions instead of being stretched to {@code size}
 * @param crop random windows of the images; needs {@code resize}
 * @param compute in which precision, and what is kept for the way back
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
    double power,
    int evaluateEpochs,
    int evaluateBatch,
    OptimiserConfig optimiser,
    StopConfig stop,
    ResizeConfig resize,
    CropConfig crop,
    ComputeConfig compute,
    KeepConfig keep) {
  /** The shapes of the learning rate that there are. */
  public static final List<String> SCHEDULES =
      List.of("step", "cosine", "constant", "one-cycle", "poly");

  /** No training has more. */
  public static final int MOST_STEPS = 100_000_000;

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
          0.9,
          0,
          0,
          OptimiserConfig.DEFAULT,
          StopConfig.DEFAULT,
          ResizeConfig.STRETCH,
          CropConfig.NONE,
          ComputeConfig.DEFAULT,
          KeepConfig.DEFAULT);

  private static final String CLASSIFICATION =
      "{steps: 600, batch: 64, size: 32, weight_decay: 0.05, warmup_steps: 60, schedule: cosine}";

  /**
   * The defaults of a task: for classification those that DeiT is trained with, on small images.
   */
  public static TrainConfig defaults(TaskKind task) {
    return switch (task) {
      case DETECTION -> DEFAULT;
      case CLASSIFICATION -> parse(CLASSIFICATION, "classification");
    };
  }

  public TrainConfig {
    Ranges.between("steps", steps, 1, MOST_STEPS);
    Ranges.between("batch", batch, 1, 4096);
    Ranges.between("size", size, 8, 4096);
    Ranges.between("learning_rate", learningRate, 0, 10);
    Ranges.between("weight_decay", weightDecay, 0, 1);
    Ranges.between("warmup_steps", warmupSteps, 0, MOST_STEPS);
    Ranges.oneOf("schedule", schedule, SCHEDULES);
    decayAt = List.copyOf(decayAt);
    decayAt.forEach(d -> Ranges.between("decay_at", d, 0, 1));
    Ranges.between("decay_factor", decayFactor, 0, 1);
    Ranges.between("clip_norm", clipNorm, 0, 1e6);
    Ranges.between("flip", flip, 0, 1);
    Ranges.between("evaluate_every", evaluateEvery, 0, MOST_STEPS);
    Ranges.between("checkpoint_every", checkpointEvery, 1, MOST_STEPS);
    Ranges.between("log_every", logEvery, 1, MOST_STEPS);
    Ranges.between("threads", threads, 0, 1024);
    Ranges.oneOf("on_bad_image", onBadImage, List.of("fail", "skip"));
    Ranges.between("power", power, 0, 100);
    Ranges.between("evaluate_epochs", evaluateEpochs, 0, 1_000_000);
    Ranges.between("evaluate_batch", evaluateBatch, 0, 4096);
    Ranges.divides("optimiser.accumulate", optimiser.accumulate(), "batch", batch);
    if (stop.patience() > 0 && evaluateEvery == 0 && evaluateEpochs == 0) {
      throw new ConfigException(
          "stop.patience counts evaluations; set evaluate_every or evaluate_epochs too");
    }
    Ranges.matches("on_nan", onNan, "fail|skip:[1-9]\\d{0,5}", "fail or skip:N with N from 1");
    if (resize.stretches() && !crop.none()) {
      throw new ConfigException("crop needs resize, which says the size that windows come to");
    }
  }

  static TrainConfig read(Section s, TrainConfig given) {
    TrainConfig base =
        s.has("recipe")
            ? s.build(
                () -> Recipes.of(s.text("recipe", null), s.integer("batch", given.batch), given))
            : given;
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
                    s.number("power", base.power),
                    s.integer("evaluate_epochs", base.evaluateEpochs),
                    s.integer("evaluate_batch", base.evaluateBatch),
                    s.section("optimiser")
                        .map(o -> OptimiserConfig.read(o, base.optimiser))
                        .orElse(base.optimiser),
                    s.section("stop").map(t -> StopConfig.read(t, base.stop)).orElse(base.stop),
                    s.section("resize").map(ResizeConfig::read).orElse(base.resize),
                    s.section("crop").map(CropConfig::read).orElse(base.crop),
                    s.section("compute")
                        .map(c -> ComputeConfig.read(c, base.compute))
                        .orElse(base.compute),
                    s.section("keep").map(k -> KeepConfig.read(k, base.keep)).orElse(base.keep)));
    s.done();
    return config;
  }

  /** Images at once in an evaluation. */
  public int imagesEvaluated() {
    return evaluateBatch == 0 ? batch : evaluateBatch;
  }

  /** How many steps may come to nothing because their loss or gradient is not finite. */
  public int skippableSteps() {
    return onNan.equals("fail") ? 0 : Integer.parseInt(onNan.substring("skip:".length()));
  }

  /** The same training from another seed. */
  public TrainConfig withSeed(long other) {
    return with(steps, other, stop);
  }

  /** The same training over another number of steps. */
  public TrainConfig withSteps(int other) {
    return with(other, seed, stop);
  }

  /** The same training that ends at another time. */
  public TrainConfig withStop(StopConfig other) {
    return with(steps, seed, other);
  }

  private TrainConfig with(int otherSteps, long otherSeed, StopConfig otherStop) {
    return new TrainConfig(
        otherSteps,
        batch,
        size,
        learningRate,
        weightDecay,
        warmupSteps,
        schedule,
        decayAt,
        decayFactor,
        clipNorm,
        flip,
        evaluateEvery,
        checkpointEvery,
        logEvery,
        otherSeed,
        threads,
        onBadImage,
        onNan,
        power,
        evaluateEpochs,
        evaluateBatch,
        optimiser,
        otherStop,
        resize,
        crop,
        compute,
        keep);
  }

  /** Whether memory that ran out is answered by {@link #halved()}. */
  public boolean halvable() {
    return optimiser.halve() && batch % (2 * optimiser.accumulate()) == 0;
  }

  /** The same batches, in twice as many parts of half the images. */
  public TrainConfig halved() {
    Map<String, Object> parts = optimiser.tree();
    parts.put("accumulate", 2 * optimiser.accumulate());
    Map<String, Object> t = tree();
    t.put("optimiser", parts);
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
    put(t, "on_nan", onNan, "fail");
    put(t, "power", power, 0.9);
    put(t, "evaluate_epochs", evaluateEpochs, 0);
    put(t, "evaluate_batch", evaluateBatch, 0);
    put(t, "optimiser", optimiser.tree(), OptimiserConfig.DEFAULT.tree());
    put(t, "stop", stop.tree(), StopConfig.DEFAULT.tree());
    put(t, "resize", resize.tree(), ResizeConfig.STRETCH.tree());
    put(t, "crop", crop.tree(), CropConfig.NONE.tree());
    put(t, "compute", compute.tree(), ComputeConfig.DEFAULT.tree());
    put(t, "keep", keep.tree(), KeepConfig.DEFAULT.tree());
    return t;
  }

  private static void put(Map<String, Object> tree, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      tree.put(key, value);
    }
  }

  /** The part of {@link #tree()} that decides the result. */
  Map<String, Object> decisive() {
    Map<String, Object> t = tree();
    t.remove("keep");
    t.remove("compute");
    put(t, "compute", compute.decisive().tree(), ComputeConfig.DEFAULT.tree());
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
