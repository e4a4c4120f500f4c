package dev.lorsbench.models.lowrank;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Uniform;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far two models' outputs are apart on images drawn from a seed: the largest |a - b| over the
 * largest of 1 and |b|, tensor by tensor. Scores are of the size of 1; boxes are in pixels, and
 * their last bit grows with them.
 */
public final class Equivalence {
  private static final int IMAGES = 2;
  private static final double SPREAD = 2;

  private Equivalence() {}

  /** Of two classifiers' scores. */
  public static double deviation(VisionTransformer one, VisionTransformer other) {
    try (Scope scope = Scope.inference(one.weights().device())) {
      NDArray images = images(scope, one.size());
      return scope
          .tensor(
              "deviation",
              List.of(one.forward(scope, images)),
              List.of(other.forward(scope, images)))
          .getFloat();
    }
  }

  /**
   * Of two detectors' class scores and boxes of every stage.
   *
   * @param size edge of the images, pixels
   */
  public static double deviation(Detector one, Detector other, int size) {
    try (Scope scope = Scope.inference(one.weights().device())) {
      NDArray images = images(scope, size);
      return scope
          .tensor("deviation", outputs(one, scope, images), outputs(other, scope, images))
          .getFloat();
    }
  }

  private static List<NDArray> outputs(Detector model, Scope scope, NDArray images) {
    int size = (int) images.getShape().get(2);
    int[][] shapes = {{size, size}, {size, size}};
    return model.forward(scope, images, shapes).stream()
        .flatMap((StageOutput s) -> Stream.of(s.clsScore(), s.boxes()))
        .toList();
  }

  private static NDArray images(Scope scope, int size) {
    Uniform uniform = new Uniform(0, "images");
    float[] pixels = new float[IMAGES * 3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (SPREAD * (2 * uniform.at(i) - 1));
    }
    return scope.floats(pixels, IMAGES, 3, size, size);
  }
}
