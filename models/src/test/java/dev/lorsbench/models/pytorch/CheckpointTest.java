package dev.lorsbench.models.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {
  @TempDir Path folder;

  static List<String> fixtures() {
    return Fixtures.NAMES;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void whatTorchWroteIsReadToTheBit(String name) throws IOException {
    Path file = Files.write(folder.resolve("a.pth"), Fixtures.bytes(name + ".pth"));
    assertSame(Checkpoint.read(file).tensors(), Fixtures.expected(name, folder).tensors());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void whatIsWrittenReadsBack(String name) throws IOException {
    Map<String, StoredTensor> given = Fixtures.expected(name, folder).tensors();
    Path file = folder.resolve("b.pth");
    TorchFile.write(file, given.values());
    byte[] first = Files.readAllBytes(file);
    assertThat(Checkpoint.read(file).tensors().keySet()).containsExactlyElementsOf(given.keySet());
    assertSame(Checkpoint.read(file).tensors(), given);
    TorchFile.write(file, given.values());
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  private static void assertSame(
      Map<String, StoredTensor> actual, Map<String, StoredTensor> expected) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          StoredTensor own = actual.get(name);
          assertThat(own.type()).as(name).isEqualTo(tensor.type());
          assertThat(own.shape()).as(name).isEqualTo(tensor.shape());
          if (name.startsWith("float8")) { // NaN has many bit patterns
            assertThat(own.toFloats()).as(name).isEqualTo(tensor.toFloats());
          } else {
            assertThat(own.data()).as(name).isEqualTo(tensor.data());
          }
        });
  }

  @Test
  void everyElementTypeGoesBothWays() throws IOException {
    for (ElementType type : ElementType.values()) {
      StoredTensor one =
          new StoredTensor(type.name(), type, new long[] {1}, ByteBuffer.allocate(type.bytes()));
      Path file = folder.resolve("one.pth");
      TorchFile.write(file, List.of(one));
      assertSame(Checkpoint.read(file).tensors(), Map.of(type.name(), one));
    }
  }

  @Test
  void aTrainingProgramsFileHasSeveralDicts() throws IOException {
    Path file = Files.write(folder.resolve("a.pth"), Fixtures.bytes("trained_zip.pth"));
    Checkpoint usual = Checkpoint.read(file);
    Checkpoint average = Checkpoint.read(file, Optional.of("ema_state_dict"));
    assertThat(usual.notes()).singleElement().asString().contains("state_dict, ema_state_dict");
    assertThat(usual.tensors()).containsKey("bn.num_batches_tracked");
    float weight = usual.tensors().get("fc.bias").toFloats()[0];
    assertThat(average.tensors().get("fc.bias").toFloats()[0]).isEqualTo(weight * 0.5f);
    assertThatThrownBy(() -> Checkpoint.read(file, Optional.of("teacher")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("has no dict of tensors 'teacher'; it has: state_dict");
  }

  @Test
  void safetensorsAreToldByTheirContent() throws IOException {
    Path file = folder.resolve("named.pth");
    StoredTensor one = StoredTensor.of("w", new float[] {1, 2}, 2);
    Safetensors.write(file, List.of(one), Map.of("k", "v"));
    Checkpoint read = Checkpoint.read(file);
    assertThat(read.metadata()).isEqualTo(Map.of("k", "v"));
    assertSame(read.tensors(), Map.of("w", one));
    assertThatThrownBy(() -> Checkpoint.read(file, Optional.of("model")))
        .hasMessageContaining("has no entries");
    assertThatThrownBy(() -> Checkpoint.read(folder.resolve("absent")))
        .hasMessageContaining("absent: no such file");
    assertThatThrownBy(() -> Checkpoint.read(folder)).hasMessageContaining("is a folder");
  }
}
