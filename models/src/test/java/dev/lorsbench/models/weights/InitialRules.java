package dev.lorsbench.models.weights;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * The released code's rules of initialisation, stated apart from the code that draws: by the name
 * and shape of a tensor.
 */
final class InitialRules {
  /**
   * How a tensor is distributed.
   *
   * @param centre of element i
   * @param random whether element i is drawn, or is its centre
   * @param kurtosis fourth moment over squared variance: 1.8 uniform, 3 normal
   * @param bound largest distance from the centre
   */
  record Rule(
      IntToDoubleFunction centre,
      IntPredicate random,
      double deviation,
      double kurtosis,
      double bound) {}

  private InitialRules() {}

  static Rule of(String name, long[] shape, ModelConfig model) {
    DecoderConfig decoder = model.decoder();
    long out = shape[0];
    long in = 1;
    for (int i = 1; i < shape.length; i++) {
      in *= shape[i];
    }
    if (name.startsWith("backbone.")) {
      return backbone(name, shape, model.backbone());
    }
    if (name.startsWith("neck.lateral_convs")) {
      return name.endsWith("bias") ? constant(0) : uniform(Math.sqrt(6.0 / (in + out)));
    }
    if (name.contains("norm") || name.contains("gn_out") || name.matches(".*_fcs\\.1\\..*")) {
      return constant(name.endsWith("weight") ? 1 : 0);
    }
    if (name.contains("init_proposal_bboxes")) {
      return new Rule(i -> i % 4 < 2 ? 0.5 : 1, i -> false, 0, 1, 0);
    }
    if (name.contains("init_content_features")) {
      return normal(1);
    }
    if (name.contains("iof_tau")) {
      return new Rule(i -> 2, i -> true, 2 / Math.sqrt(3), 1.8, 2);
    }
    if (name.contains("sampling_offset_generator")) {
      return name.endsWith("weight") ? constant(0) : offsets(decoder.inPoints());
    }
    if (name.contains("mixing")) {
      return mixing(name, shape, in, decoder);
    }
    return head(name, in, out, decoder);
  }

  /**
   * Linear layers of a stage: Xavier with PyTorch's default bias; the last of each branch apart.
   */
  private static Rule head(String name, long in, long out, DecoderConfig decoder) {
    if (name.contains("fc_reg") || name.contains("in_proj_bias")) {
      return constant(0);
    }
    if (name.endsWith("fc_cls.bias")) {
      return constant(-Math.log(99)); // the logit of 0.01
    }
    if (name.endsWith("bias")) {
      return uniform(1 / Math.sqrt(fanIn(name, decoder)));
    }
    return uniform(Math.sqrt(6.0 / (in + out)));
  }

  private static double fanIn(String name, DecoderConfig decoder) {
    if (name.contains("ffn.layers.1")) {
      return decoder.feedforwardChannels();
    }
    boolean mixed = name.contains("adaptive_mixing.out_proj");
    return mixed ? (double) decoder.contentDim() * decoder.outPoints() : decoder.contentDim();
  }

  private static Rule mixing(String name, long[] shape, long in, DecoderConfig decoder) {
    boolean weight = name.endsWith("weight");
    if (name.contains("private_parameter_generator") || name.contains("out_weight_bias")) {
      return constant(0);
    }
    if (name.contains("parameter_generator")) {
      return weight ? constant(0) : uniform(1 / Math.sqrt(decoder.contentDim()));
    }
    if (name.contains("out_weight_add_B")) {
      return constant(0);
    }
    if (name.contains("base_out_proj")) {
      return uniform(1 / Math.sqrt(in));
    }
    if (name.contains("out_proj")) {
      return weight
          ? uniform(Math.sqrt(6.0 / (in + shape[0])))
          : uniform(1 / Math.sqrt(fanIn(name, decoder)));
    }
    // Kaiming uniform of LORSA's A and B and of LORST's A, fan as PyTorch takes it: all axes but
    // the first.
    return uniform(Math.sqrt(6.0 / in));
  }

  private static Rule backbone(String name, long[] shape, BackboneConfig config) {
    if (name.contains("running_mean") || name.endsWith("bias") && !name.contains("projection")) {
      return constant(0);
    }
    if (name.contains("running_var")) {
      return constant(1);
    }
    if (name.contains("patch_embed.projection")) {
      return uniform(1 / Math.sqrt(3 * 4 * 4));
    }
    if (shape.length == 1) {
      // The last norm of a residual block, so that a fresh block passes its input on.
      String last = config.name().equals("resnet18") ? "bn2" : "bn3";
      boolean ends = name.matches(".*layer\\d+\\.\\d+\\." + last + "\\..*");
      return constant(ends && config.normEval() ? 0 : 1);
    }
    if (shape.length == 4) {
      return normal(Math.sqrt(2.0 / (shape[0] * shape[2] * shape[3])));
    }
    return normal(0.02);
  }

  /** On a grid of half cells where the number of points is square, else uniform; z is -1. */
  private static Rule offsets(int points) {
    int side = (int) Math.round(Math.sqrt(points));
    boolean square = side * side == points;
    IntToDoubleFunction centre =
        i -> {
          if (i % 3 == 2) {
            return -1;
          }
          int p = i / 3 % points;
          return square ? ((i % 3 == 0 ? p / side : p % side) + 0.5) / side - 0.5 : 0;
        };
    return new Rule(centre, i -> i % 3 != 2 && !square, 0.5 / Math.sqrt(3), 1.8, 0.5);
  }

  private static Rule constant(double value) {
    return new Rule(i -> value, i -> false, 0, 1, 0);
  }

  private static Rule uniform(double bound) {
    return new Rule(i -> 0, i -> true, bound / Math.sqrt(3), 1.8, bound);
  }

  private static Rule normal(double deviation) {
    return new Rule(i -> 0, i -> true, deviation, 3, 7 * deviation);
  }
}
