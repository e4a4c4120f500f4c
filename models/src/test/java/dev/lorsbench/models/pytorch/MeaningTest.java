package dev.lorsbench.models.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pickle says of a tensor beside its bytes is applied, or the tensor is refused by name. */
class MeaningTest {
  private static final String STORAGE =
      "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQ";

  @TempDir Path folder;

  private Checkpoint read(byte[] content) throws IOException {
    return Checkpoint.read(Files.write(folder.resolve("a.pth"), content));
  }

  /** A dict of a tensor "w" made by a function of these arguments. */
  private static String dict(String function, String arguments) {
    return "\u0080\u0002}U\u0001wctorch._utils\n" + function + "\n(" + arguments + "tRs.";
  }

  private static String withMetadata(String metadata) {
    String view = STORAGE + "K\u0000K\u0004\u0085K\u0001\u0085\u0089}";
    return dict("_rebuild_tensor_v2", view + metadata);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          }U\u0004conj\u0088s | tensor "w" is marked as conjugated
          }U\u0005scaleK\u0002s | tensor "w" has metadata "scale", which is not understood
          }U\u0003negK\u0001s | tensor "w" has metadata "neg", which is not understood
          K7 | metadata of a tensor that are no dict
          }N | a tensor of 8 arguments
          """)
  void metadataThatAreNotUnderstoodAreRefused(String metadata, String says) {
    assertThatThrownBy(() -> read(Fixtures.zip(withMetadata(metadata))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(folder.resolve("a.pth") + ": ")
        .hasMessageContaining(says);
  }

  @Test
  void metadataThatChangeNothingAreFine() throws IOException {
    for (String none : List.of("N", "}", "}U\u0003neg\u0089s", "}U\u0004conj\u0089s")) {
      assertThat(read(Fixtures.zip(withMetadata(none))).tensors()).containsOnlyKeys("w");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sparse    | torch._utils._rebuild_sparse_tensor is not allowed
          quantized | torch._utils._rebuild_qtensor is not allowed
          complex   | torch.ComplexFloatStorage is not allowed
          meta      | torch._utils._rebuild_meta_tensor_no_storage is not allowed
          """)
  void tensorsOfOtherKindsAreRefusedByTheirName(String name, String says) throws IOException {
    byte[] drawn = Fixtures.bytes(name + ".pth");
    assertThatThrownBy(() -> read(drawn)).hasMessageContaining(says);
  }

  @Test
  void storagesSayWhereTheyLieAndWhatTheyView() {
    String view = "K\u0000K\u0004\u0085K\u0001\u0085\u0089}";
    for (String storage :
        List.of(
            STORAGE.replace("U\u0003cpu", "U\u0004meta"),
            STORAGE.replace("U\u0003cpu", "K\u0000"),
            STORAGE.replace("tQ", "K\u0007tQ"))) {
      assertThatThrownBy(() -> read(Fixtures.zip(dict("_rebuild_tensor_v2", storage + view))))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("storage");
    }
  }

  @Test
  void parametersHaveTheirArgumentsAndNoOthers() throws IOException {
    String tensor =
        "ctorch._utils\n_rebuild_tensor_v2\n("
            + STORAGE
            + "K\u0000K\u0004\u0085K\u0001\u0085\u0089}tR";
    assertThat(read(Fixtures.zip(dict("_rebuild_parameter", tensor + "\u0088}"))).tensors())
        .containsOnlyKeys("w");
    for (String wrong : List.of("", "\u0088", "\u0088}K\u0001", "K\u0001}", "\u0088K\u0001")) {
      assertThatThrownBy(() -> read(Fixtures.zip(dict("_rebuild_parameter", tensor + wrong))))
          .isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void whatIsLeftOutOrWidenedIsNamed() throws IOException {
    String entries = "\u0080\u0002}(U\u0005epochK\u0001U\u0002lrK\u0001";
    String pickle =
        entries
            + "U\u0001wctorch._utils\n_rebuild_tensor_v2\n("
            + STORAGE
            + "K\u0000K\u0004\u0085K\u0001\u0085\u0089}tRu.";
    assertThat(read(Fixtures.zip(pickle)).notes())
        .containsExactly("left out 2 entries that are no tensors: epoch, lr");
    assertThat(read(Fixtures.bytes("float8_zip.pth")).notes())
        .singleElement()
        .asString()
        .contains("torch.float8_e5m2fnuz", "as F32", "turned");
  }

  @Test
  void narrowNumbersOfSafetensorsAreReadExactly() throws IOException {
    Checkpoint read = read(Fixtures.bytes("float8.safetensors"));
    Map<String, StoredTensor> expected = Fixtures.expected("float8_zip", folder).tensors();
    assertThat(read.tensors()).containsOnlyKeys("float8_e4m3fn", "float8_e5m2");
    read.tensors()
        .forEach((name, t) -> assertThat(t.toFloats()).isEqualTo(expected.get(name).toFloats()));
    assertThat(read.notes()).singleElement().asString().contains("float8_e5m2");
  }

  @Test
  void theFirstReleasesFilesAreNamed() {
    byte[] tar = new byte[1024];
    System.arraycopy(Fixtures.latin("ustar"), 0, tar, 257, 5);
    tar[0] = 's';
    assertThatThrownBy(() -> read(tar)).hasMessageContaining("is a tar file");
  }
}
