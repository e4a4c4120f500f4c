package dev.lorsbench.models.export;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.detect.Detections;
import dev.lorsbench.models.pytorch.ScriptFile;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.OperatorSource;
import dev.lorsbench.models.torch.Recording;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A detector as a TorchScript program: {@code forward(image, img_shape)} takes normalised pixels
 * [B, 3, H, W] and the height and width of each image without padding, [B, 2] (all of H and W where
 * it is None), and gives boxes xyxy in pixels [B, n, 4], scores [B, n] and labels [B, n], best
 * first.
 */
public final class DetectorScript {
  private static final String CLASS = "LorsbenchDetector";

  private static final String HEAD =
      """
        def forward(self, image: Tensor, img_shape: Optional[Tensor]=None) -> Tuple[Tensor, Tensor, Tensor]:
          images = image.shape[0]
          shapes: List[int] = []
          if img_shape is None:
            for _ in range(images):
              shapes.append(image.shape[2])
              shapes.append(image.shape[3])
          else:
            wanted = img_shape.reshape(-1)
            for i in range(wanted.shape[0]):
              shapes.append(int(wanted[i]))
      """;

  private static final String TAIL = "    return rows[..., :4], rows[..., 4], rows[..., 5].to(4)\n";

  private DetectorScript() {}

  /**
   * Writes the program.
   *
   * @param count detections of each image, at most
   * @throws IllegalStateException where an operation depends on the images' sizes in a way that
   *     only this process knows
   */
  public static void write(Path file, Detector detector, int count) throws IOException {
    Map<NDArray, String> names = new IdentityHashMap<>();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Weight weight : detector.weights().all()) {
      String attribute = weight.name().replace(".", "__");
      names.put(weight.tensor(), "self." + attribute);
      tensors.put(attribute, NativeTensors.stored(attribute, weight.tensor()));
    }
    String methods = OperatorSource.methods();
    String body = body(detector, count, methods, names, new int[][] {{64, 96}});
    if (!body.equals(body(detector, count, methods, names, new int[][] {{96, 64}, {70, 64}}))) {
      throw new IllegalStateException("the forward pass depends on the images' sizes");
    }
    ScriptFile.write(file, CLASS, declaration(tensors) + methods + HEAD + body + TAIL, tensors);
  }

  private static String declaration(Map<String, StoredTensor> tensors) {
    StringBuilder code = new StringBuilder("class " + CLASS + "(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = [");
    tensors.keySet().forEach(name -> code.append('"').append(name).append("\", "));
    code.append("]\n  training : bool\n");
    tensors.keySet().forEach(name -> code.append("  ").append(name).append(" : Tensor\n"));
    return code.toString();
  }

  /** Runs the detector on an empty batch of that size, and writes down what it called. */
  private static String body(
      Detector detector,
      int count,
      String methods,
      Map<NDArray, String> weights,
      int[][] shapesHw) {
    Recording recording = new Recording();
    try (Scope scope = Scope.recorded(detector.weights().device(), recording)) {
      int height = shapesHw[0][0];
      int width = shapesHw[0][1];
      float[] pixels = new float[shapesHw.length * 3 * height * width];
      NDArray image = scope.floats(pixels, shapesHw.length, 3, height, width);
      List<StageOutput> stages = detector.forward(scope, image, shapesHw);
      Detections.of(scope, stages.get(stages.size() - 1), count);
      Map<NDArray, String> known = new IdentityHashMap<>(weights);
      known.put(image, "image");
      return ForwardSource.of(recording, methods, known);
    }
  }
}
