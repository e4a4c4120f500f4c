package dev.lorsbench.models.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.torch.Scope;
import java.util.List;

/**
 * The detectors' loss (AdaMixer, section 3.5; golden formulas): each stage matches queries to
 * targets on 2 focal + 5 L1 - 2 GIoU, then sums 2 focal + 5 L1 + 2 (1 - GIoU) over the batch,
 * divided by the number of matched queries. Costs reach the host once a step.
 */
public final class SetLoss {
  private SetLoss() {}

  /**
   * Matches and sums.
   *
   * @param shapesHw height and width of each image, without padding
   * @throws NonFiniteCostException where the model has diverged
   */
  public static StageLosses of(
      Scope scope, List<StageOutput> stages, int[][] shapesHw, Targets targets) {
    List<NDArray> scores = stages.stream().map(StageOutput::clsScore).toList();
    List<NDArray> boxes = stages.stream().map(StageOutput::boxes).toList();
    int images = targets.images();
    int most = targets.most();
    NDArray gt = scope.floats(targets.paddedBoxes(), images, most, 4);
    NDArray labels = scope.longs(targets.paddedLabels(), images, most);
    NDArray whwh = scope.floats(whwh(shapesHw), images, 4);
    int queries = Math.toIntExact(scores.get(0).getShape().get(1));
    Matching matching = match(scope, scores, boxes, gt, labels, whwh, queries, targets);
    NDArray rows = scope.longs(matching.rows(), matching.rows().length);
    NDArray found = scope.longs(matching.targets(), matching.targets().length);
    NDList out = scope.tensors("set_loss", scores, boxes, gt, labels, whwh, rows, found);
    return new StageLosses(out.get(0), out.get(1), matching.assigned());
  }

  private static Matching match(
      Scope scope,
      List<NDArray> scores,
      List<NDArray> boxes,
      NDArray gt,
      NDArray labels,
      NDArray whwh,
      int queries,
      Targets targets) {
    if (targets.most() == 0) {
      return Matching.of(new float[0], scores.size(), queries, targets);
    }
    NDArray cost = scope.tensor("matching_cost", scores, boxes, gt, labels, whwh);
    return Matching.of(scope.read(cost), scores.size(), queries, targets);
  }

  private static float[] whwh(int[][] shapesHw) {
    float[] flat = new float[4 * shapesHw.length];
    for (int b = 0; b < shapesHw.length; b++) {
      for (int i = 0; i < 4; i++) {
        flat[4 * b + i] = shapesHw[b][1 - i % 2];
      }
    }
    return flat;
  }
}
