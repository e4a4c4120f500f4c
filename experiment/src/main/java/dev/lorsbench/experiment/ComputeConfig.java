package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How steps and evaluations are computed.
 *
 * @param precision {@code float32}, or {@code bfloat16}: products and convolutions take operands of
 *     that type; weights, sums of gradients, norms and losses stay float32
 * @param checkpointStages whether a decoder's stages keep nothing but their inputs for the way back
 *     and are computed again there: less memory, the same bits on a CPU
 */
public record ComputeConfig(String precision, boolean checkpointStages) {
  /** The types there are. */
  public static final List<String> PRECISIONS = List.of("float32", "bfloat16");

  /** All in float32, everything kept. */
  public static final ComputeConfig DEFAULT = new ComputeConfig("float32", false);

  public ComputeConfig {
    Ranges.oneOf("precision", precision, PRECISIONS);
  }

  /** Whether products take bfloat16. */
  public boolean bfloat16() {
    return precision.equals("bfloat16");
  }

  static ComputeConfig read(Section s, ComputeConfig base) {
    ComputeConfig config =
        s.build(
            () ->
                new ComputeConfig(
                    s.text("precision", base.precision),
                    s.flag("checkpoint_stages", base.checkpointStages)));
    s.done();
    return config;
  }

  Map<String, Object> tree() {
    Map<String, Object> t = new TreeMap<>();
    t.put("precision", precision);
    t.put("checkpoint_stages", checkpointStages);
    return t;
  }

  /** What decides a result. */
  ComputeConfig decisive() {
    return new ComputeConfig(precision, false);
  }
}
