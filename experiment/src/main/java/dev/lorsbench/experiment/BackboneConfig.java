package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backbone by name, in mmdetection's words.
 *
 * @param name one of {@link #NAMES}
 * @param width channels of the first layer: 64 in a standard ResNet or ResNeXt, 96 in Swin-T and -S
 *     (whose heads have 32 channels, so that there it is a multiple of 32)
 * @param frozenStages the stem and this many stages take no gradient: 0 is the stem alone, -1
 *     nothing, 4 the whole backbone
 * @param normEval whether every batch norm runs on its stored statistics in training too, as the
 *     released detectors do from pretrained weights; Swin has none
 * @param dropPath the probability, in [0, 1), with which Swin's last block drops its FFN for an
 *     image in training; it grows linearly from 0 at the first block
 */
public record BackboneConfig(
    String name, int width, int frozenStages, boolean normEval, double dropPath) {
  /** The backbones there are. */
  public static final List<String> NAMES =
      List.of(
          "resnet18", "resnet34", "resnet50", "resnet101", "resnext101-64x4d", "swin-t", "swin-s");

  private static final int SWIN_HEAD = 32;

  public BackboneConfig {
    Ranges.oneOf("backbone.name", name, NAMES);
    Ranges.between("backbone.width", width, 4, 256);
    Ranges.between("backbone.frozen_stages", frozenStages, -1, 4);
    Ranges.between("backbone.drop_path", dropPath, 0, isSwin(name) ? 0.99 : 0);
    if (isSwin(name)) {
      Ranges.multiple("backbone.width", width, SWIN_HEAD);
    }
  }

  /** As the released detectors have it on pretrained weights. */
  public static BackboneConfig released(String name) {
    return isSwin(name)
        ? new BackboneConfig(name, 96, -1, true, 0.2)
        : new BackboneConfig(name, 64, 1, true, 0);
  }

  /** Every parameter trained, batch norms on the batch: for training from fresh weights. */
  public static BackboneConfig fresh(String name, int width) {
    return new BackboneConfig(name, width, -1, false, 0);
  }

  /** Whether it is a Swin transformer, else a residual network. */
  public boolean swin() {
    return isSwin(name);
  }

  private static boolean isSwin(String name) {
    return name.startsWith("swin-");
  }

  /** What is not said is {@code base}'s, or the released detectors' where the name changes. */
  static BackboneConfig read(Section s, BackboneConfig base) {
    BackboneConfig config = s.build(() -> read(s, s.text("name", base.name), base));
    s.done();
    return config;
  }

  private static BackboneConfig read(Section s, String name, BackboneConfig given) {
    Ranges.oneOf("backbone.name", name, NAMES);
    BackboneConfig base = name.equals(given.name) ? given : released(name);
    return new BackboneConfig(
        name,
        s.integer("width", base.width),
        s.integer("frozen_stages", base.frozenStages),
        s.flag("norm_eval", base.normEval),
        s.number("drop_path", base.dropPath));
  }

  Map<String, Object> tree() {
    return new TreeMap<>(
        Map.of(
            "name", name,
            "width", width,
            "frozen_stages", frozenStages,
            "norm_eval", normEval,
            "drop_path", dropPath));
  }
}
