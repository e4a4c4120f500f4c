package dev.lorsbench.models.export;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.pytorch.ScriptFile;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.OperatorSource;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as a TorchScript program.
 *
 * <p>A detector: {@code forward(image, img_shape)} takes normalised pixels [B, 3, H, W] and the
 * height and width of each image without padding, [B, 2] (all of H and W where it is None), and
 * gives boxes xyxy in pixels [B, n, 4], scores [B, n] and labels [B, n], best first.
 *
 * <p>A classifier: {@code forward(image)} takes normalised pixels [B, 3, size, size] and gives
 * logits [B, classes].
 */
public final class ScriptProgram {
  private static final String DETECTOR_HEAD =
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

  private static final String DETECTOR_TAIL =
      "    return rows[..., :4], rows[..., 4], rows[..., 5].to(4)\n";

  private static final String CLASSIFIER_HEAD = "  def forward(self, image: Tensor) -> Tensor:\n";

  private static final String CLASSIFIER_TAIL = "    return rows\n";

  private ScriptProgram() {}

  /**
   * Writes the program.
   *
   * @throws IllegalStateException where an operation depends on the images' sizes in a way that
   *     only this process knows
   */
  public static void write(Path file, ForwardPass pass) throws IOException {
    Map<NDArray, String> names = new IdentityHashMap<>();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Weight weight : pass.weights().all()) {
      String attribute = weight.name().replace(".", "__");
      names.put(weight.tensor(), "self." + attribute);
      tensors.put(attribute, NativeTensors.stored(attribute, weight.tensor()));
    }
    boolean detector = pass.task() instanceof ForwardPass.Task.Detection;
    String name = detector ? "LorsbenchDetector" : "LorsbenchClassifier";
    String methods = OperatorSource.methods();
    String code =
        declaration(name, tensors)
            + methods
            + (detector ? DETECTOR_HEAD : CLASSIFIER_HEAD)
            + body(pass, methods, names)
            + (detector ? DETECTOR_TAIL : CLASSIFIER_TAIL);
    ScriptFile.write(file, name, code, tensors);
  }

  private static String body(ForwardPass pass, String methods, Map<NDArray, String> weights) {
    return pass.recorded(
        (recording, image) -> {
          Map<NDArray, String> known = new IdentityHashMap<>(weights);
          known.put(image, "image");
          return ForwardSource.of(recording, methods, known);
        });
  }

  private static String declaration(String name, Map<String, StoredTensor> tensors) {
    StringBuilder code = new StringBuilder("class " + name + "(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = [");
    tensors.keySet().forEach(tensor -> code.append('"').append(tensor).append("\", "));
    code.append("]\n  training : bool\n");
    tensors.keySet().forEach(tensor -> code.append("  ").append(tensor).append(" : Tensor\n"));
    return code.toString();
  }
}
