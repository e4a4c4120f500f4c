package dev.lorsbench.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.testing.ExpectedDetections;
import dev.lorsbench.models.testing.Formula;
import dev.lorsbench.models.testing.SmallModels;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported programs, run by themselves beside the models that they came from. */
class ScriptProgramTest {
  private static final int COUNT = 12;

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"resnet18, true", "resnext101-64x4d, false", "swin-t, true", "resnet50, false"})
  void aDetectorFindsTheSameAtAnySize(String backbone, boolean lors) throws Exception {
    assertSame(SmallModels.detector(backbone, lors));
  }

  @Test
  void stagesWithoutPrivatePartsAreExportedToo() throws Exception {
    assertSame(SmallModels.sharedDetector());
  }

  private void assertSame(Detector given) throws Exception {
    Path file = temp.resolve("model.pt");
    try (Detector detector = given) {
      ScriptProgram.write(file, ForwardPass.of(detector, COUNT));
      try (Model model = loaded(file);
          Predictor<NDList, NDList> program = model.newPredictor(new NoopTranslator(null))) {
        assertFound(program, ExpectedDetections.of(detector, COUNT, new int[] {64, 96}));
        int[][] padded = {{61, 83}, {70, 45}};
        assertFound(program, ExpectedDetections.of(detector, COUNT, padded));
      }
    }
  }

  private static Model loaded(Path file) throws Exception {
    Model model = Model.newInstance("program", "PyTorch");
    model.load(file.getParent(), file.getFileName().toString());
    return model;
  }

  private static void assertFound(Predictor<NDList, NDList> program, ExpectedDetections expected)
      throws Exception {
    int images = expected.shapesHw().length;
    try (NDManager manager = NDManager.newBaseManager()) {
      Shape shape = new Shape(images, 3, expected.height(), expected.width());
      NDArray image = manager.create(expected.image(), shape);
      NDArray sizes = manager.create(expected.sizes(), new Shape(images, 2));
      NDList found = program.predict(new NDList(image, sizes));
      found.attach(manager);
      expected.assertFound(
          found.get(0).toFloatArray(), found.get(1).toFloatArray(), found.get(2).toLongArray());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", rank: 3"})
  void aClassifierHasTheSameLogits(String rank) throws Exception {
    Path file = temp.resolve("classifier.pt");
    try (VisionTransformer classifier = SmallModels.classifier(rank);
        Scope scope = Scope.inference(classifier.weights().device())) {
      ScriptProgram.write(file, ForwardPass.of(classifier));
      long[] shape = {3, 3, classifier.size(), classifier.size()};
      NDArray image = scope.floats(Formula.image(shape), shape);
      float[] logits = classifier.forward(scope, image).toFloatArray();
      try (Model model = loaded(file);
          Predictor<NDList, NDList> program = model.newPredictor(new NoopTranslator(null))) {
        NDList found = program.predict(new NDList(image));
        found.attach(scope.manager());
        assertThat(found.singletonOrThrow().toFloatArray()).containsExactly(logits, within(1e-6f));
      }
    }
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    Path file = temp.resolve("model.pt");
    Path again = temp.resolve("again.pt");
    try (Detector detector = SmallModels.detector("resnet18", true)) {
      ScriptProgram.write(file, ForwardPass.of(detector, COUNT));
      ScriptProgram.write(again, ForwardPass.of(detector, COUNT));
    }
    assertThat(file).hasSameBinaryContentAs(again);
  }

  @Test
  void whatDiffersFromBatchToBatchIsRefused() {
    try (VisionTransformer classifier = SmallModels.classifier("")) {
      ForwardPass pass = ForwardPass.of(classifier);
      assertThatThrownBy(() -> pass.recorded((recording, image) -> image.getShape()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the forward pass depends on the images' sizes");
      int calls = pass.recorded((recording, image) -> recording.calls().size());
      assertThat(calls).isPositive();
    }
  }
}
