package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a detector costs on a batch of images, from its configuration alone.
 *
 * @param byPart every part's, in the order from image to boxes
 * @param byStage each decoder stage's own, from 0; -1 is what the stages share
 */
public record DetectorCost(Map<Part, Cost> byPart, Map<Integer, Cost> byStage) {
  public DetectorCost {
    byPart = Collections.unmodifiableMap(new EnumMap<>(byPart));
    byStage = Collections.unmodifiableMap(new TreeMap<>(byStage));
  }

  /** Walks through a detector that tells {@code classes} classes apart. */
  public static DetectorCost of(ModelConfig model, int classes, ImageBatch batch) {
    Tally tally = new Tally();
    BackboneConfig backbone = model.backbone();
    if (backbone.swin()) {
      SwinCost.add(tally, backbone, batch);
    } else {
      ResNetCost.add(tally, backbone, batch);
    }
    new NeckCost(tally, model, batch).walk();
    new DecoderCost(tally, model.decoder(), classes, batch).walk();
    return tally.result();
  }

  /** All parts together. */
  public Cost total() {
    return byPart.values().stream().reduce(Cost.ZERO, Cost::plus);
  }

  /** The parts that are the decoder's. */
  public Cost decoder() {
    return byStage.values().stream().reduce(Cost.ZERO, Cost::plus);
  }
}
