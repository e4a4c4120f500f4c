package dev.lorsbench.models.lowrank;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the released names of one stage's tensors differ between the two decoders. */
record DecoderNames(int stage) {
  private static final String SHARED = "roi_head.adaptive_mixing.";

  /** Tensors that are the same in both: AdaMixer's name to LORS's. */
  Map<String, String> same() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String end : new String[] {".weight", ".bias"}) {
      String offsets = "sampling_offset_generator.0" + end;
      names.put(own("sampling_n_mixing." + offsets), own("sampling." + offsets));
      names.put(own("sampling_n_mixing.norm" + end), SHARED + "out_norm." + stage + end);
    }
    names.put(full("out_proj.bias"), SHARED + "out_weight_bias." + stage);
    return names;
  }

  /** A tensor of AdaMixer's mixing. */
  String full(String name) {
    return own("sampling_n_mixing.adaptive_mixing." + name);
  }

  /** A tensor of this stage's in LORS's mixing, such as {@code ml_parameters.2}. */
  String lors(String name) {
    return SHARED + name + "." + stage;
  }

  /** A tensor that all stages of LORS's mixing share. */
  static String shared(String name) {
    return SHARED + name;
  }

  private String own(String name) {
    return "roi_head.bbox_head." + stage + "." + name;
  }
}
