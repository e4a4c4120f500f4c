package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A detector: backbone, neck and decoder. The classes come from the data set. */
public record ModelConfig(BackboneConfig backbone, DecoderConfig decoder) {
  private static final ModelConfig DEFAULT =
      new ModelConfig(
          new BackboneConfig("resnet50", 64, true),
          new DecoderConfig(
              6, 100, 256, 8, 2048, 4, 32, 128, List.of(4, 8, 16, 32), Optional.empty()));

  /** {@code lors} or {@code adamixer}. */
  public String family() {
    return decoder.lors().isPresent() ? "lors" : "adamixer";
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
    ModelConfig config = new ModelConfig(backbone, DecoderConfig.read(s, base.decoder));
    s.done();
    return config;
  }

  /** The canonical tree, which reads back to an equal record. */
  public Map<String, Object> tree() {
    Map<String, Object> t = decoder.tree();
    t.put("backbone", backbone.tree());
    return t;
  }

  /** Canonical JSON: sorted keys, no spaces. */
  public String json() {
    return Json.write(tree());
  }

  /** Reads what {@link #json()} wrote, or a model YAML document. */
  public static ModelConfig parse(String text, String file) {
    return read(Section.parse(text, file));
  }
}
