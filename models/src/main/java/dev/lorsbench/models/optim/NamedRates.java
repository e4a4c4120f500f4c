package dev.lorsbench.models.optim;

import dev.lorsbench.experiment.OptimiserConfig;
import dev.lorsbench.experiment.RateRule;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Learning rate and weight decay by a parameter's name, and of the learning rate by its layer: the
 * stem is layer 0, then a residual network's {@code layerN} or a transformer's {@code blocks.N};
 * all else is the top. A layer that lies so many below the top learns {@code layerDecay} to that
 * power as fast.
 */
public final class NamedRates implements DecayRule {
  private static final Pattern LAYER = Pattern.compile("(?:^|\\.)(?:layer|blocks\\.)(\\d+)\\.");
  private static final Pattern STEM =
      Pattern.compile("^backbone\\.(conv1|bn1)\\.|^(patch_embed|cls_token|dist_token|pos_embed)");

  private final DecayRule usual;
  private final OptimiserConfig config;
  private final Map<RateRule, Pattern> rules;
  private final int top;

  /** Rules over those that the parameters would have without them. */
  public NamedRates(DecayRule usual, OptimiserConfig config, Weights weights) {
    this.usual = usual;
    this.config = config;
    this.rules =
        config.rates().stream()
            .distinct()
            .collect(Collectors.toMap(r -> r, r -> Pattern.compile(r.names())));
    this.top = 1 + weights.all().stream().mapToInt(w -> layer(w.name(), -1)).max().orElse(0);
  }

  @Override
  public Factors of(Weight weight) {
    Factors before = usual.of(weight);
    double rate = Math.pow(config.layerDecay(), top - layer(weight.name(), top));
    for (RateRule rule : config.rates()) {
      if (rules.get(rule).matcher(weight.name()).find()) {
        return new Factors(before.rate() * rate * rule.rate(), before.decay() * rule.decay());
      }
    }
    return new Factors(before.rate() * rate, before.decay());
  }

  private static int layer(String name, int otherwise) {
    if (STEM.matcher(name).find()) {
      return 0;
    }
    Matcher layer = LAYER.matcher(name);
    if (!layer.find()) {
      return otherwise;
    }
    // Residual layers count from 1 after the stem, blocks from 0.
    int number = Integer.parseInt(layer.group(1));
    return name.contains("blocks.") ? number + 1 : number;
  }
}
