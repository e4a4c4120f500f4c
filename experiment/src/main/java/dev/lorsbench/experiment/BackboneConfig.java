package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backbone by name.
 *
 * @param name one of {@link #NAMES}
 * @param width channels of the first layer; 64 is the standard ResNet
 * @param frozen whether conv1, bn1 and layer1 take no gradient and every batch norm runs on its
 *     stored statistics, as the released detectors do from pretrained weights
 */
public record BackboneConfig(String name, int width, boolean frozen) {
  /** The backbones there are. */
  public static final List<String> NAMES = List.of("resnet18", "resnet50");

  public BackboneConfig {
    Ranges.oneOf("backbone.name", name, NAMES);
    Ranges.between("backbone.width", width, 4, 256);
  }

  static BackboneConfig read(Section s, BackboneConfig base) {
    return s.build(
        () ->
            new BackboneConfig(
                s.text("name", base.name),
                s.integer("width", base.width),
                s.flag("frozen", base.frozen)));
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("name", name, "width", width, "frozen", frozen));
  }
}
