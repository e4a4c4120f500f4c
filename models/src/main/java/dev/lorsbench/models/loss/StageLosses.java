package dev.lorsbench.models.loss;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch's loss.
 *
 * @param total the scalar that is minimised
 * @param parts [S, 3]: class, box and GIoU loss of each stage
 * @param assigned [stage][image][query], the target counted from 1, or 0 for background
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by few
public record StageLosses(NDArray total, NDArray parts, int[][][] assigned) {
  private static final List<String> KINDS = List.of("loss_cls", "loss_bbox", "loss_iou");

  /** The parts by name, {@code stageS_loss_cls|bbox|iou}, copied to the host. */
  public Map<String, Float> byName() {
    return named(parts.toFloatArray());
  }

  /** Names for parts [S, 3] that are on the host already. */
  public static Map<String, Float> named(float[] parts) {
    Map<String, Float> named = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      named.put("stage" + i / KINDS.size() + "_" + KINDS.get(i % KINDS.size()), parts[i]);
    }
    return named;
  }
}
