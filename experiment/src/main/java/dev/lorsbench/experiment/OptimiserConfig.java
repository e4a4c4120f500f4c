package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How gradients become steps, beyond AdamW's own constants.
 *
 * @param accumulate parts of {@code batch / accumulate} images that a step's batch is taken in, one
 *     after another: the memory of one part, the gradient of the whole batch
 * @param ema decay a step of the weights' exponential moving average, which is then what is
 *     evaluated and saved; 0 is none
 * @param layerDecay factor of the learning rate from one layer to the one below it, 1 is none
 * @param rates rules by name; the first that fits a parameter counts
 * @param freeze regular expressions; parameters whose names have a match stay as they are
 * @param halve whether a run whose memory ran out goes on once with twice as many parts
 */
public record OptimiserConfig(
    int accumulate,
    double ema,
    double layerDecay,
    List<RateRule> rates,
    List<String> freeze,
    boolean halve) {
  /** Plain AdamW. */
  public static final OptimiserConfig DEFAULT =
      new OptimiserConfig(1, 0, 1, List.of(), List.of(), false);

  public OptimiserConfig {
    Ranges.between("accumulate", accumulate, 1, 4096);
    Ranges.between("ema", ema, 0, 0.999_999_9);
    Ranges.between("layer_decay", layerDecay, 0.01, 1);
    rates = List.copyOf(rates);
    freeze = List.copyOf(freeze);
    freeze.forEach(f -> Ranges.expression("freeze", f));
  }

  static OptimiserConfig read(Section s, OptimiserConfig base) {
    OptimiserConfig config =
        s.build(
            () ->
                new OptimiserConfig(
                    s.integer("accumulate", base.accumulate),
                    s.number("ema", base.ema),
                    s.number("layer_decay", base.layerDecay),
                    s.has("rates")
                        ? s.sections("rates").stream().map(RateRule::read).toList()
                        : base.rates,
                    s.texts("freeze", base.freeze),
                    s.flag("halve_on_out_of_memory", base.halve)));
    s.done();
    return config;
  }

  Map<String, Object> tree() {
    Map<String, Object> t = new TreeMap<>();
    t.put("accumulate", accumulate);
    t.put("ema", ema);
    t.put("layer_decay", layerDecay);
    t.put("rates", new ArrayList<>(rates.stream().map(RateRule::tree).toList()));
    t.put("freeze", freeze);
    if (halve) { // came later; older trials keep their ids
      t.put("halve_on_out_of_memory", true);
    }
    return t;
  }
}
