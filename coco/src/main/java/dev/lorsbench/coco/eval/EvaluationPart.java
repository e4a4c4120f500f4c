package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The matched detections of some images of an evaluation: enough to go on from, and small. Parts of
 * disjoint images merge; what all of them together give has the bits of one evaluation. A part
 * knows the evaluation that it belongs to, that is settings, ground truth, images and categories,
 * and merges with no other.
 */
public final class EvaluationPart {
  final Scope scope;

  /** The covered images, as indices into the scope's, ascending. */
  final int[] images;

  final List<Tally> tallies;

  EvaluationPart(Scope scope, int[] images, List<Tally> tallies) {
    this.scope = scope;
    this.images = images;
    this.tallies = tallies;
  }

  /**
   * Evaluates some of the images that the settings name, on the threads of the settings.
   *
   * @param detections those of other images are left out
   * @param imageIds the images of this part
   * @throws CocoException if an image does not belong to the evaluation, or as {@link
   *     CocoEvaluator#evaluate(GroundTruth, Detections, Settings)}
   */
  public static EvaluationPart of(
      GroundTruth truth, Detections detections, Settings settings, long... imageIds) {
    Scope scope = Scope.of(truth, settings);
    Matching matching = CocoEvaluator.match(truth, detections, settings, imageIds);
    int[] images =
        LongStream.of(matching.imageIds()).mapToInt(id -> scope.images().indexOf(id)).toArray();
    return new EvaluationPart(scope, images, matching.tallies());
  }

  /**
   * All of the parts as one.
   *
   * @throws CocoException if there is none, two belong to different evaluations, or an image is in
   *     two of them
   */
  public static EvaluationPart merged(List<EvaluationPart> parts) {
    if (parts.isEmpty()) {
      throw new CocoException("there are no parts of an evaluation to merge");
    }
    for (EvaluationPart part : parts) {
      if (!Arrays.equals(part.scope.digest(), parts.get(0).scope.digest())) {
        throw new CocoException(
            "parts of different evaluations: settings, ground truth, images or categories differ");
      }
    }
    return new PartMerge(parts).merged();
  }

  /** The images that this part covers, ascending; with and without detections. */
  public long[] imageIds() {
    return Arrays.stream(images).mapToLong(i -> scope.images().sorted[i]).toArray();
  }

  /** The images of the evaluation that this part does not cover, ascending. */
  public long[] missing() {
    return LongStream.of(scope.images().sorted)
        .filter(id -> Arrays.binarySearch(images, scope.images().indexOf(id)) < 0)
        .toArray();
  }

  /** The result of the images that this part covers. */
  public CocoResult accumulate() {
    return CocoEvaluator.accumulate(scope.settings(), scope.categoryIds(), tallies);
  }

  /**
   * Writes the part beside its place, syncs and moves it there.
   *
   * @throws CocoException if it cannot be written
   */
  public void write(Path file) {
    PartWriter.write(this, file);
  }

  /**
   * Reads a part of this very evaluation.
   *
   * @throws CocoException in one line with the place, if the file is damaged, of another version,
   *     or of another evaluation
   */
  public static EvaluationPart read(Path file, GroundTruth truth, Settings settings) {
    return PartReader.read(file, Scope.of(truth, settings));
  }
}
