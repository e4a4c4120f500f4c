package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A detector: backbone, neck and decoder.
 *
 * @param classes how many classes it tells apart, where the configuration says so; a data set must
 *     then have as many. Empty takes them from the data set
 */
public record ModelConfig(BackboneConfig backbone, DecoderConfig decoder, Optional<Integer> classes)
    implements NetworkConfig {
  private static final String CLASSES = "num_classes";
  private static final int LEVELS = 4;
  private static final ModelConfig DEFAULT =
      new ModelConfig(
          BackboneConfig.released("resnet50"),
          new DecoderConfig(
              6, 100, 256, 8, 2048, 4, 32, 128, List.of(4, 8, 16, 32), Optional.empty()));

  public ModelConfig {
    classes.ifPresent(n -> Ranges.between(CLASSES, n, 1, 1_000_000));
    int strides = decoder.featmapStrides().size();
    if (strides != LEVELS) {
      throw new ConfigException(
          "featmap_strides has "
              + strides
              + " entries; one a level is needed, and every backbone gives "
              + LEVELS);
    }
  }

  /** A detector whose classes come from the data set. */
  public ModelConfig(BackboneConfig backbone, DecoderConfig decoder) {
    this(backbone, decoder, Optional.empty());
  }

  @Override
  public TaskKind task() {
    return TaskKind.DETECTION;
  }

  /** {@code lors} or {@code adamixer}. */
  @Override
  public String family() {
    return lowRank() ? "lors" : "adamixer";
  }

  @Override
  public boolean lowRank() {
    return decoder.lors().isPresent();
  }

  @Override
  public ModelConfig full() {
    return new ModelConfig(backbone, decoder.withoutLors(), classes);
  }

  /** The backbone halves its images five times. */
  @Override
  public void requireSize(int size) {
    Ranges.multiple("size", size, 32);
  }

  /**
   * Reads {@code model:}, either a preset's name or a mapping with {@code preset:} and what
   * differs.
   *
   * @throws ConfigException naming file, line and key
   */
  static ModelConfig read(Section s) {
    ModelConfig base = s.has("preset") ? Presets.at(s, s.text("preset", null)) : DEFAULT;
    BackboneConfig backbone =
        s.section("backbone").map(b -> BackboneConfig.read(b, base.backbone)).orElse(base.backbone);
    Optional<Integer> classes =
        s.has(CLASSES) ? Optional.of(s.integer(CLASSES, null)) : base.classes;
    DecoderConfig decoder = DecoderConfig.read(s, base.decoder);
    ModelConfig config = s.build(() -> new ModelConfig(backbone, decoder, classes));
    s.done();
    return config;
  }

  @Override
  public Map<String, Object> tree() {
    Map<String, Object> t = decoder.tree();
    t.put("backbone", backbone.tree());
    classes.ifPresent(n -> t.put(CLASSES, n));
    return t;
  }

  /** Reads what {@link #json()} wrote, or a model YAML document. */
  public static ModelConfig parse(String text, String file) {
    return read(Section.parse(text, file));
  }
}
