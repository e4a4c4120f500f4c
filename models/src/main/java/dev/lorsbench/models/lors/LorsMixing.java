package dev.lorsbench.models.lors;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;
import dev.lorsbench.models.adamixer.Mixing;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * LORS mixing (sections 3.2 and 3.3), shared by all stages.
 *
 * <p>LORSA: M = M_shared + sum_K A_M E_M B_M and S = S_shared + sum_K A_S E_S B_S, where the shared
 * kernels and each stage's E [k, k] are generated from the content, A and B are each stage's own.
 * LORST: the output projection is W_shared + B A of rank ρ with a stage's own bias; then LayerNorm.
 * The products are taken in the order that never forms W. Where k, K or ρ is 0 a stage's private
 * tensors are empty, and it has the shared part alone.
 */
public final class LorsMixing {
  private final List<List<NDArray>> stages = new ArrayList<>();

  /** Makes the shared and the private tensors of every stage, in the released order. */
  public LorsMixing(Namespace names, DecoderConfig config, LorsConfig lors) {
    long d = config.contentDim();
    long c = config.groupChannels();
    long p = config.inPoints();
    long o = config.outPoints();
    List<NDArray> ml = left(names, "ml_parameters", config, lors, c);
    List<NDArray> mr = right(names, "mr_parameters", config, lors, c);
    List<NDArray> sl = left(names, "sl_parameters", config, lors, o);
    List<NDArray> sr = right(names, "sr_parameters", config, lors, p);
    List<NDArray> common =
        names.linear(
            "common_parameter_generator",
            Initialiser.zeros(),
            Initialiser.linear(d),
            d,
            config.nGroups() * (c * c + p * o));
    List<List<NDArray>> generators = new ArrayList<>();
    for (int s = 0; s < config.numStages(); s++) {
      long out = 2 * products(config, lors, s) * square(lors.kernelSizes().get(s));
      String name = "private_parameter_generator." + s;
      generators.add(names.linear(name, Initialiser.zeros(), Initialiser.zeros(), d, out));
    }
    NDArray base = names.parameter("base_out_proj.weight", Initialiser.linear(d * o), d, d * o);
    for (int s = 0; s < config.numStages(); s++) {
      List<NDArray> one = new ArrayList<>(common);
      one.addAll(generators.get(s));
      one.addAll(List.of(ml.get(s), mr.get(s), sl.get(s), sr.get(s), base));
      one.addAll(projection(names, s, d, o, lors.mixOutProjRanks().get(s)));
      stages.add(one);
    }
  }

  private static List<NDArray> projection(Namespace names, int s, long d, long o, long rank) {
    Initialiser a = Initialiser.kaimingUniform(d * o);
    List<NDArray> made = new ArrayList<>();
    made.add(names.parameter("out_weight_add_A." + s, a, rank, d * o));
    made.add(names.parameter("out_weight_add_B." + s, Initialiser.zeros(), d, rank));
    made.add(names.parameter("out_weight_bias." + s, Initialiser.zeros(), d));
    made.addAll(names.norm("out_norm." + s, d));
    return made;
  }

  /** A of every stage, [G K, rows, k]. */
  private static List<NDArray> left(
      Namespace names, String name, DecoderConfig config, LorsConfig lors, long rows) {
    List<NDArray> made = new ArrayList<>();
    for (int s = 0; s < config.numStages(); s++) {
      long k = lors.kernelSizes().get(s);
      Initialiser initial = Initialiser.kaimingUniform(rows * k);
      made.add(names.parameter(name + "." + s, initial, products(config, lors, s), rows, k));
    }
    return made;
  }

  /** B of every stage, [G K, k, columns]. */
  private static List<NDArray> right(
      Namespace names, String name, DecoderConfig config, LorsConfig lors, long columns) {
    List<NDArray> made = new ArrayList<>();
    for (int s = 0; s < config.numStages(); s++) {
      long k = lors.kernelSizes().get(s);
      Initialiser initial = Initialiser.kaimingUniform(columns * k);
      made.add(names.parameter(name + "." + s, initial, products(config, lors, s), k, columns));
    }
    return made;
  }

  private static long products(DecoderConfig config, LorsConfig lors, int stage) {
    return (long) config.nGroups() * lors.kernelGroups().get(stage);
  }

  private static long square(long k) {
    return k * k;
  }

  /** The mixing of one stage. */
  public Mixing at(int stage) {
    List<NDArray> weights = stages.get(stage);
    return (scope, sampled, content) -> scope.tensor("lors_mixing", sampled, content, weights);
  }
}
