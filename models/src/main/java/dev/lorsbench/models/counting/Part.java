package dev.lorsbench.models.counting;

/** The parts of a detector that parameter counts are shown by, from image to boxes. */
public enum Part {
  BACKBONE("backbone", false),
  NECK("neck", false),
  QUERIES("query generator", false),
  ATTENTION("attention", true),
  SAMPLING("sampling", true),
  /** One set for all stages: the common generator and the base output projection of LORS. */
  MIXING_SHARED("mixing, shared", true),
  /** A stage's own fixed weights: AdaMixer's output projection; LORST's A, B, bias and norm. */
  MIXING_PRIVATE_STATIC("mixing, private static", true),
  /** A stage's own generated weights: AdaMixer's generator; LORSA's A, B and generator of E. */
  MIXING_PRIVATE_ADAPTIVE("mixing, private adaptive", true),
  /** Kernels applied to sampled points, x M and S x: work without parameters. */
  MIXING_APPLICATION("mixing, application", true),
  FFN("FFN", true),
  HEADS("heads", true);

  private final String label;
  private final boolean inDecoder;

  Part(String label, boolean inDecoder) {
    this.label = label;
    this.inDecoder = inDecoder;
  }

  /** The name for a table. */
  public String label() {
    return label;
  }

  /** The name for JSON: lower case with underscores. */
  public String key() {
    return label.toLowerCase(java.util.Locale.ROOT).replace(", ", "_").replace(' ', '_');
  }

  /** Whether decoder totals contain it; queries, neck and backbone they do not. */
  public boolean inDecoder() {
    return inDecoder;
  }

  /** The part that a decoder parameter belongs to, by its released name without stage numbers. */
  static Part ofDecoderParameter(String name) {
    if (name.contains("iof_tau") || name.contains("attention")) {
      return ATTENTION;
    }
    if (name.contains("sampling_offset_generator")) {
      return SAMPLING;
    }
    if (name.contains("common_parameter_generator") || name.contains("base_out_proj")) {
      return MIXING_SHARED;
    }
    if (name.contains("parameter_generator") || name.matches("adaptive_mixing\\.[ms][lr]_.*")) {
      return MIXING_PRIVATE_ADAPTIVE;
    }
    if (name.contains("mixing")) {
      return MIXING_PRIVATE_STATIC;
    }
    return name.contains("ffn") ? FFN : HEADS;
  }
}
