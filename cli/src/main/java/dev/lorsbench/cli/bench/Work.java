package dev.lorsbench.cli.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.Decoder;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.optim.AdamW;
import dev.lorsbench.models.optim.AdamWSettings;
import dev.lorsbench.models.optim.DecayRule;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Uniform;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What is timed: a model on random features or images, with three targets an image. */
final class Work implements AutoCloseable {
  /** The parts of a model that can be timed. */
  enum Kind {
    FORWARD,
    BACKWARD,
    STEP,
    PREDICT
  }

  private static final int CLASSES = 80;
  private static final double RATE = 2.5e-5;

  /** Corners in fractions of the image. */
  private static final float[] TARGETS = {
    .1f, .1f, .4f, .5f, .3f, .2f, .9f, .8f, .5f, .5f, .7f, .9f
  };

  private final Kind kind;
  private final Device device;
  private final ComputeConfig compute;
  private final int[][] shapesHw;
  private final Targets targets;
  private final Detector detector;
  private final Weights weights;
  private final Decoder decoder;
  private final AdamW optimiser;
  private final float[] image;
  private final NDManager manager;
  private final List<NDArray> levels;

  Work(
      ModelConfig config,
      Kind kind,
      Device device,
      ComputeConfig compute,
      int batch,
      int height,
      int width) {
    this.kind = kind;
    this.compute = compute;
    this.device = device;
    manager = Torch.newManager(device);
    shapesHw = new int[batch][];
    Arrays.setAll(shapesHw, b -> new int[] {height, width});
    targets = targets(batch, height, width);
    boolean whole = kind == Kind.STEP || kind == Kind.PREDICT;
    detector = whole ? Detector.create(config, CLASSES, device, 0, compute) : null;
    weights = whole ? detector.weights() : new Weights(device, 0);
    decoder =
        whole
            ? detector.decoder()
            : new Decoder(weights.root(), weights.root(), config.decoder(), CLASSES);
    spread();
    AdamWSettings settings = AdamWSettings.of(1e-4, 1.0);
    optimiser = kind == Kind.STEP ? new AdamW(weights, settings, DecayRule.UNIFORM) : null;
    image = normal("image", whole ? batch * 3 * height * width : 0, 1);
    levels = whole ? List.of() : levels(manager, config, shapesHw);
    if (kind == Kind.BACKWARD) {
      levels.forEach(Scope::leaf);
    }
  }

  private static Targets targets(int batch, int height, int width) {
    float[][] boxes = new float[batch][TARGETS.length];
    int[][] labels = new int[batch][];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < TARGETS.length; i++) {
        boxes[b][i] = TARGETS[i] * (i % 2 == 0 ? width : height);
      }
      labels[b] = new int[] {0, 1, 2};
    }
    return new Targets(boxes, labels);
  }

  /** Fresh generators give every query the same points; trained ones do not. */
  private void spread() {
    for (Weight weight : weights.all()) {
      if (weight.name().contains("generator") && weight.name().endsWith("weight")) {
        int size = Math.toIntExact(weight.size());
        weights.set(weight.name(), normal(weight.name(), size, 0.02));
      }
    }
  }

  private static float[] normal(String name, int size, double deviation) {
    Uniform random = new Uniform(0, name);
    float[] values = new float[size];
    IntStream.range(0, size)
        .parallel()
        .forEach(i -> values[i] = (float) (deviation * random.normal(i)));
    return values;
  }

  void once() {
    switch (kind) {
      case FORWARD -> forward();
      case BACKWARD -> backward();
      case STEP -> step();
      case PREDICT -> predict();
    }
  }

  private void forward() {
    try (Scope scope = Scope.inference(device, compute)) {
      decoder.forward(scope, levels, shapesHw);
    }
  }

  private void backward() {
    try (Scope scope = Scope.training(device, 0, compute)) {
      List<StageOutput> stages = decoder.forward(scope, levels, shapesHw);
      List<NDArray> outputs = new ArrayList<>();
      List<NDArray> probes = new ArrayList<>();
      for (StageOutput stage : stages) {
        outputs.add(stage.clsScore());
        probes.add(stage.clsScore().onesLike());
        outputs.add(stage.boxes());
        probes.add(stage.boxes().onesLike().mul(1e-3f));
      }
      List<NDArray> of = new ArrayList<>(levels);
      weights.trainable().forEach(w -> of.add(w.tensor()));
      scope.gradients(scope.tensor("probe", outputs, probes), of);
    }
  }

  private void step() {
    try (Scope scope = detector.training()) {
      List<StageOutput> stages = detector.forward(scope, images(scope), shapesHw);
      StageLosses losses = SetLoss.of(scope, stages, shapesHw, targets);
      optimiser.step(scope, losses.total(), RATE);
    }
  }

  /** Returns once the device has done all that it was asked for. */
  void settle() {
    try (Scope scope = Scope.inference(device)) {
      scope.read(scope.floats(new float[1], 1));
    }
  }

  private void predict() {
    try (Scope scope = detector.inference()) {
      detector.forward(scope, images(scope), shapesHw);
    }
  }

  private NDArray images(Scope scope) {
    return scope.floats(image, shapesHw.length, 3, shapesHw[0][0], shapesHw[0][1]);
  }

  /** Feature levels of noise [B, d, H, W], finest first. */
  private static List<NDArray> levels(NDManager manager, ModelConfig config, int[][] shapesHw) {
    List<NDArray> levels = new ArrayList<>();
    for (int stride : config.decoder().featmapStrides()) {
      long h = -Math.floorDiv(-shapesHw[0][0], stride);
      long w = -Math.floorDiv(-shapesHw[0][1], stride);
      Shape shape = new Shape(shapesHw.length, config.decoder().contentDim(), h, w);
      float[] noise = normal("level " + stride, Math.toIntExact(shape.size()), 1);
      levels.add(manager.create(noise, shape));
    }
    return levels;
  }

  @Override
  public void close() {
    if (optimiser != null) {
      optimiser.close();
    }
    weights.close();
    manager.close();
  }
}
