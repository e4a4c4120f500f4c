package dev.lorsbench.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.export.ForwardPass;
import dev.lorsbench.models.lowrank.ClassifierStacks;
import dev.lorsbench.models.testing.ExpectedDetections;
import dev.lorsbench.models.testing.Formula;
import dev.lorsbench.models.testing.SmallModels;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported graphs, run by onnxruntime beside the models that they came from. */
class OnnxFileTest {
  private static final int COUNT = 12;

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "resnet18, true",
    "resnet34, false",
    "resnet50, true",
    "resnet101, false",
    "resnext101-64x4d, true",
    "swin-t, false",
    "swin-s, true"
  })
  void onnxruntimeFindsTheSameAtAnySize(String backbone, boolean lors) throws Exception {
    assertSame(SmallModels.detector(backbone, lors));
  }

  @Test
  void stagesWithoutPrivatePartsAreExportedToo() throws Exception {
    assertSame(SmallModels.sharedDetector());
  }

  private void assertSame(Detector given) throws Exception {
    Path file = temp.resolve("model.onnx");
    try (Detector detector = given) {
      OnnxFile.write(file, ForwardPass.of(detector, COUNT), Map.of());
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString())) {
        assertFound(session, ExpectedDetections.of(detector, COUNT, new int[] {64, 96}));
        int[][] padded = {{61, 83}, {70, 45}};
        assertFound(session, ExpectedDetections.of(detector, COUNT, padded));
      }
    }
  }

  private static void assertFound(OrtSession session, ExpectedDetections expected)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {expected.shapesHw().length, 3, expected.height(), expected.width()};
    long[] sizes = {shape[0], 2};
    try (OnnxTensor image =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(expected.image()), shape);
        OnnxTensor hw =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(expected.sizes()), sizes);
        OrtSession.Result found = session.run(Map.of("image", image, "img_shape", hw))) {
      expected.assertFound(
          floats(found, "boxes"),
          floats(found, "scores"),
          tensor(found, "labels").getLongBuffer().array());
    }
  }

  private static OnnxTensor tensor(OrtSession.Result result, String name) {
    return (OnnxTensor) result.get(name).orElseThrow();
  }

  private static float[] floats(OrtSession.Result result, String name) {
    return tensor(result, name).getFloatBuffer().array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", rank: 0", ", rank: 3"})
  void aClassifierHasTheSameLogits(String rank) throws Exception {
    try (VisionTransformer classifier = SmallModels.classifier(rank)) {
      assertSameLogits(classifier);
      if (rank.endsWith("3")) {
        try (VisionTransformer plain = ClassifierStacks.merged(classifier)) {
          assertSameLogits(plain);
        }
      }
    }
  }

  private void assertSameLogits(VisionTransformer classifier) throws Exception {
    Path file = temp.resolve("classifier.onnx");
    OnnxFile.write(file, ForwardPass.of(classifier), Map.of());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {3, 3, classifier.size(), classifier.size()};
    float[] pixels = Formula.image(shape);
    try (Scope scope = Scope.inference(classifier.weights().device());
        OrtSession session = environment.createSession(file.toString());
        OnnxTensor image = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
        OrtSession.Result result = session.run(Map.of("image", image))) {
      NDArray logits = classifier.forward(scope, scope.floats(pixels, shape));
      assertThat(floats(result, "logits")).containsExactly(logits.toFloatArray(), within(1e-4f));
    }
  }

  @Test
  void aFileIsWhole() throws IOException {
    Path file = temp.resolve("model.onnx");
    Path again = temp.resolve("again.onnx");
    try (Detector detector = SmallModels.detector("resnet18", true)) {
      OnnxFile.write(file, ForwardPass.of(detector, COUNT), Map.of("classes", "3"));
      OnnxFile.write(again, ForwardPass.of(detector, COUNT), Map.of("classes", "3"));
      assertThat(file).hasSameBinaryContentAs(again);
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
      assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
      assertThat(model.getMetadataProps(0).getKey()).isEqualTo("classes");
      assertWellFormed(model);
      List<String> names =
          model.getGraph().getInitializerList().stream().map(TensorProto::getName).toList();
      assertThat(names)
          .contains("backbone.layer4.1.bn2.running_var", "roi_head.bbox_head.1.fc_cls.weight");
      assertThat(names).doesNotContain("roi_head.bbox_head.0.fc_cls.weight");
    }
  }

  /** Every node reads what stands before it, and every tensor is read. */
  private static void assertWellFormed(ModelProto model) {
    Set<String> made = new HashSet<>(Set.of("image", "img_shape"));
    Set<String> read = new HashSet<>(Set.of("boxes", "scores", "labels"));
    model
        .getGraph()
        .getInitializerList()
        .forEach(tensor -> assertThat(made.add(tensor.getName())).isTrue());
    for (NodeProto node : model.getGraph().getNodeList()) {
      assertThat(made).containsAll(node.getInputList());
      node.getOutputList().forEach(output -> assertThat(made.add(output)).isTrue());
      read.addAll(node.getInputList());
    }
    assertThat(made).containsAll(read);
    model
        .getGraph()
        .getInitializerList()
        .forEach(tensor -> assertThat(read).contains(tensor.getName()));
  }

  @Test
  void whatTheFormatCannotHoldIsRefused() {
    try (Detector detector = SmallModels.detector("resnet18", false)) {
      List<dev.lorsbench.models.weights.Weight> weights = List.copyOf(detector.weights().all());
      assertThatThrownBy(() -> OnnxFile.requireRoom(Path.of("big.onnx"), weights, 1L << 24))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              "big.onnx: the weights have [\\d,]+ bytes; an ONNX file holds 16,777,216 at most; .*");
      Path nowhere = temp.resolve("nowhere").resolve("model.onnx");
      assertThatThrownBy(() -> OnnxFile.write(nowhere, ForwardPass.of(detector, 1), Map.of()))
          .hasMessageContaining("no folder");
    }
  }
}
