package dev.lorsbench.models.lowrank;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import com.google.gson.Gson;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A LORS detector fitted to an AdaMixer of its geometry: LORST to the output projections (a {@link
 * StackFit}), LORSA to the generators. Of those the common one is the mean over the stages, and
 * each stage's A, E, B the truncated higher-order SVD of what is left, K products one after the
 * other. Everything else is copied.
 */
public final class DetectorCompression {
  private final Detector model;
  private final Detector fitted;
  private final Ranks ranks;
  private final List<LayerError> errors = new ArrayList<>();

  /**
   * How much a stage keeps for itself.
   *
   * @param projection ρ, the rank of LORST
   * @param kernel k, the rank of LORSA; 0 leaves the common generator
   * @param products K, kernel groups of LORSA
   */
  public record Ranks(int projection, int kernel, int products) {}

  private DetectorCompression(Detector model, Ranks ranks) {
    this.model = model;
    this.ranks = ranks;
    this.fitted =
        Detector.create(
            target(model.config(), ranks), model.classes(), model.weights().device(), 0);
  }

  /**
   * Fits. The caller closes the result.
   *
   * @param rounds of refining the shared output projection, 0 leaves the mean
   * @param errors gets one of each layer
   * @throws IllegalArgumentException where the model has low-rank parts already
   * @throws ConfigException where a rank is out of range
   */
  public static Detector compressed(
      Detector model, Ranks ranks, int rounds, List<LayerError> errors) {
    if (model.config().decoder().lors().isPresent()) {
      throw new IllegalArgumentException("the model has low-rank parts already");
    }
    int most = model.config().decoder().contentDim();
    if (ranks.projection > most) {
      throw new ConfigException(
          "rank is %d; an output projection has %d rows, and its rank is at most that"
              .formatted(ranks.projection, most));
    }
    DetectorCompression compression = new DetectorCompression(model, ranks);
    compression.copySame();
    compression.fitProjections(rounds);
    compression.fitGenerators();
    errors.addAll(compression.errors);
    return compression.fitted;
  }

  private static ModelConfig target(ModelConfig full, Ranks ranks) {
    int stages = full.decoder().numStages();
    Map<String, Object> tree = full.tree();
    tree.put("kernel_sizes", Collections.nCopies(stages, ranks.kernel));
    tree.put("kernel_groups", Collections.nCopies(stages, ranks.products));
    tree.put("mix_out_proj_ranks", Collections.nCopies(stages, ranks.projection));
    return ModelConfig.parse(new Gson().toJson(tree), "compressed model");
  }

  private List<DecoderNames> stages() {
    List<DecoderNames> all = new ArrayList<>();
    for (int s = 0; s < model.config().decoder().numStages(); s++) {
      all.add(new DecoderNames(s));
    }
    return all;
  }

  private void copySame() {
    ClassifierStacks.copyCommon(model.weights(), fitted.weights());
    for (DecoderNames stage : stages()) {
      stage
          .same()
          .forEach(
              (full, lors) -> DetectorMerging.copy(model.weights(), full, fitted.weights(), lors));
    }
  }

  private void fitProjections(int rounds) {
    try (Scope scope = Scope.inference(model.weights().device())) {
      List<NDArray> weights =
          stages().stream()
              .map(s -> model.weights().get(s.full("out_proj.weight")).tensor())
              .toList();
      StackFit fit = StackFit.of(scope, weights, ranks.projection, rounds);
      set(DecoderNames.shared("base_out_proj.weight"), fit.shared());
      for (DecoderNames s : stages()) {
        set(s.lors("out_weight_add_A"), fit.a().get(s.stage()));
        set(s.lors("out_weight_add_B"), fit.b().get(s.stage()));
        errors.add(
            new LayerError(s.full("out_proj.weight"), ranks.projection, fit.errors()[s.stage()]));
      }
    }
  }

  private void fitGenerators() {
    try (Scope scope = Scope.inference(model.weights().device())) {
      List<NDArray> generators = stages().stream().map(s -> generator(scope, s)).toList();
      NDArray common = scope.tensor("mean_of", generators);
      setLinear(scope, DecoderNames.shared("common_parameter_generator"), common);
      for (DecoderNames s : stages()) {
        try (Scope one = Scope.inference(model.weights().device())) {
          fitGenerator(one, s, generators.get(s.stage()), common);
        }
      }
    }
  }

  private NDArray generator(Scope scope, DecoderNames s) {
    return DetectorMerging.linear(scope, model.weights(), s.full("parameter_generator.0"));
  }

  private void fitGenerator(Scope scope, DecoderNames s, NDArray generator, NDArray common) {
    if (ranks.kernel == 0 || ranks.products == 0) {
      double whole = scope.tensor("relative_error", generator, common).getDouble();
      errors.add(new LayerError(s.full("parameter_generator.0"), 0, whole));
      return;
    }
    DecoderConfig c = model.config().decoder();
    NDArray residual = scope.tensor("minus", generator, common);
    NDList fit =
        scope.tensors(
            "fit_generator",
            residual,
            c.nGroups(),
            c.groupChannels(),
            c.outPoints(),
            ranks.kernel,
            ranks.products);
    List<String> names =
        List.of("ml_parameters", "mr_parameters", "sl_parameters", "sr_parameters");
    for (int i = 0; i < names.size(); i++) {
      set(s.lors(names.get(i)), fit.get(i));
    }
    setLinear(scope, s.lors("private_parameter_generator"), fit.get(4));
    double error = error(scope, generator, common, fit);
    errors.add(new LayerError(s.full("parameter_generator.0"), ranks.kernel, error));
  }

  private double error(Scope scope, NDArray generator, NDArray common, NDList fit) {
    NDArray rebuilt =
        scope.tensor(
            "merge_generator",
            common,
            fit.get(4),
            fit.get(0),
            fit.get(1),
            fit.get(2),
            fit.get(3),
            model.config().decoder().nGroups());
    return scope.tensor("relative_error", generator, rebuilt).getDouble();
  }

  private void setLinear(Scope scope, String name, NDArray generator) {
    NDList parts = scope.tensors("split_bias", generator);
    set(name + ".weight", parts.get(0));
    set(name + ".bias", parts.get(1));
  }

  private void set(String name, NDArray value) {
    Weights weights = fitted.weights();
    weights.set(name, value.toFloatArray());
  }
}
