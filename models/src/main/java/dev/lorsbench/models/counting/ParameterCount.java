package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a decoder, summed over its stages. The queries, neck and backbone are not
 * decoder parameters.
 *
 * @param byParameter counts by released name without stage numbers, in the released order
 */
public record ParameterCount(Map<String, Long> byParameter) {
  public ParameterCount {
    byParameter = Collections.unmodifiableMap(new LinkedHashMap<>(byParameter));
  }

  /** Counts a decoder that tells {@code classes} classes apart. */
  public static ParameterCount of(DecoderConfig config, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("classes is " + classes + "; at least 1 is needed");
    }
    return new ParameterCount(new Counter(config, classes).count());
  }

  /** The decoder of the same geometry without low-rank parts: what a saving is measured against. */
  public static DecoderConfig matched(DecoderConfig c) {
    return new DecoderConfig(
        c.numStages(),
        c.queries(),
        c.contentDim(),
        c.numHeads(),
        c.feedforwardChannels(),
        c.nGroups(),
        c.inPoints(),
        c.outPoints(),
        c.featmapStrides(),
        Optional.empty());
  }

  /** All decoder parameters. */
  public long total() {
    return byParameter.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Counts of the decoder's parts that have any. */
  public Map<Part, Long> byPart() {
    Map<Part, Long> parts = new EnumMap<>(Part.class);
    byParameter.forEach((name, n) -> parts.merge(Part.ofDecoderParameter(name), n, Long::sum));
    return parts;
  }

  /** How many percent fewer parameters this has than {@code other}; negative where it has more. */
  public double savingPercent(ParameterCount other) {
    return 100.0 * (1 - (double) total() / other.total());
  }

  /** Letters as in the papers: S stages, d content, G groups, C = d / G, P in-, O out-points. */
  private static final class Counter {
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final DecoderConfig config;
    private final int classes;
    private final long stages;
    private final long d;

    Counter(DecoderConfig config, int classes) {
      this.config = config;
      this.classes = classes;
      this.stages = config.numStages();
      this.d = config.contentDim();
    }

    Map<String, Long> count() {
      counts.put("bbox_head.iof_tau", stages * config.numHeads());
      linear("bbox_head.fc_cls", ".", d, classes);
      linear("bbox_head.fc_reg", ".", d, 4);
      linear("bbox_head.attention.attn.in_proj", "_", d, 3 * d);
      linear("bbox_head.attention.attn.out_proj", ".", d, d);
      norm("bbox_head.attention_norm");
      feedForward();
      norm("bbox_head.ffn_norm");
      branch("bbox_head.cls_fcs");
      branch("bbox_head.reg_fcs");
      config.lors().ifPresentOrElse(this::lorsMixing, this::adaptiveMixing);
      return counts;
    }

    private void linear(String name, String dot, long in, long out) {
      counts.put(name + dot + "weight", stages * in * out);
      counts.put(name + dot + "bias", stages * out);
    }

    private void norm(String name) {
      counts.put(name + ".weight", stages * d);
      counts.put(name + ".bias", stages * d);
    }

    private void feedForward() {
      long hidden = config.feedforwardChannels();
      counts.put("bbox_head.ffn.layers.weight", stages * 2 * d * hidden);
      counts.put("bbox_head.ffn.layers.bias", stages * (hidden + d));
    }

    /** A linear layer and a layer norm in one list. */
    private void branch(String name) {
      counts.put(name + ".weight", stages * (d * d + d));
      counts.put(name + ".bias", stages * 2 * d);
    }

    private void sampling(String parent) {
      long offsets = 3L * config.nGroups() * config.inPoints();
      linear(parent + ".sampling_offset_generator", ".", d, offsets);
    }

    /** G (C² + P O): the generated kernels of one query. */
    private long kernels() {
      long c = config.groupChannels();
      return config.nGroups() * (c * c + (long) config.inPoints() * config.outPoints());
    }

    private void adaptiveMixing() {
      String parent = "bbox_head.sampling_n_mixing";
      sampling(parent);
      norm(parent + ".norm");
      linear(parent + ".adaptive_mixing.parameter_generator", ".", d, kernels());
      linear(parent + ".adaptive_mixing.out_proj", ".", d * config.outPoints(), d);
    }

    private void lorsMixing(LorsConfig lors) {
      sampling("bbox_head.sampling");
      long c = config.groupChannels();
      long width = 0; // Σ G K k over stages
      long cores = 0; // Σ 2 G K k²
      long ranks = 0; // Σ ρ
      for (int s = 0; s < stages; s++) {
        long k = lors.kernelSizes().get(s);
        long groups = (long) config.nGroups() * lors.kernelGroups().get(s);
        width += groups * k;
        cores += 2 * groups * k * k;
        ranks += lors.mixOutProjRanks().get(s);
      }
      String mixing = "adaptive_mixing.";
      counts.put(mixing + "ml_parameters", width * c);
      counts.put(mixing + "mr_parameters", width * c);
      counts.put(mixing + "sl_parameters", width * config.outPoints());
      counts.put(mixing + "sr_parameters", width * config.inPoints());
      counts.put(mixing + "common_parameter_generator.weight", d * kernels());
      counts.put(mixing + "common_parameter_generator.bias", kernels());
      counts.put(mixing + "private_parameter_generator.weight", d * cores);
      counts.put(mixing + "private_parameter_generator.bias", cores);
      counts.put(mixing + "base_out_proj.weight", d * config.outPoints() * d);
      counts.put(mixing + "out_weight_add_A", ranks * d * config.outPoints());
      counts.put(mixing + "out_weight_add_B", ranks * d);
      counts.put(mixing + "out_weight_bias", stages * d);
      norm(mixing + "out_norm");
    }
  }
}
