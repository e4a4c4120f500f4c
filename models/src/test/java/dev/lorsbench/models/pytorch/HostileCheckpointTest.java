package dev.lorsbench.models.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.lorsbench.models.tensors.SafetensorsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that mean harm are refused in one line. */
class HostileCheckpointTest {
  private static final String STORAGE =
      "(U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0004tQ";

  @TempDir Path folder;

  private void refused(byte[] content, String... says) throws IOException {
    Path file = Files.write(folder.resolve("bad.pth"), content);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(says)
        .message()
        .doesNotContain("\n");
  }

  /** A dict with one tensor "w", given offset, shape and strides as opcodes. */
  private static String tensor(String storage, String offset, String shape, String strides) {
    String view = "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + offset + shape + strides;
    return "\u0080\u0002}U\u0001w" + view + "\u0089}tRs.";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080\u0002cposix\nsystem\nU\u0004true\u0085R.",
        "\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c\u0004true\u0085R.",
        "\u0080\u0002}U\u0001wcposix\nsystem\nU\u0004true\u0085Rs.",
      })
  void noFunctionOfTheSystemIsCalled(String pickle) throws IOException {
    refused(Fixtures.zip(pickle), "posix.system is not allowed; a checkpoint may hold tensors");
    refused(Fixtures.legacy(pickle), "posix.system is not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtins\neval",
        "os\nsystem",
        "torch\nload",
        "torch.hub\nload",
        "builtins\ngetattr"
      })
  void neitherIsAnyOther(String name) throws IOException {
    String shown = name.replace('\n', '.') + " is not allowed";
    refused(Fixtures.zip("\u0080\u0002c" + name + "\n."), shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "o", "\u0082", "P", "\u0092", "I", "F", "\u008b", "\u0000"})
  void neitherAreOtherOpcodes(String opcode) throws IOException {
    refused(Fixtures.zip("\u0080\u0002" + opcode + "aaaa\n."), "opcode 0x", "is not allowed");
  }

  @Test
  void tensorsStayWithinTheirStorage() throws IOException {
    byte[] good =
        Fixtures.zip(tensor(STORAGE, "K\u0000", "K\u0002K\u0002\u0086", "K\u0002K\u0001\u0086"));
    assertThat(Checkpoint.read(Files.write(folder.resolve("good"), good)).tensors())
        .containsOnlyKeys("w");
    String minus = "J\u00ff\u00ff\u00ff\u00ff";
    String huge = "\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0040";
    refused(
        Fixtures.zip(tensor(STORAGE, "K\u0001", "K\u0004\u0085", "K\u0001\u0085")),
        "reads element 4 of a storage of 4");
    refused(
        Fixtures.zip(tensor(STORAGE, "K\u0000", "K\u0004\u0085", "K\u0002\u0085")),
        "reads element 6");
    refused(
        Fixtures.zip(tensor(STORAGE, "K\u0003", "K\u0002\u0085", minus + "\u0085")), "stride -1");
    refused(Fixtures.zip(tensor(STORAGE, "K\u0000", minus + "\u0085", "K\u0001\u0085")), "size -1");
    refused(
        Fixtures.zip(tensor(STORAGE, minus, "K\u0001\u0085", "K\u0001\u0085")), "reads element -1");
    refused(
        Fixtures.zip(tensor(STORAGE, "K\u0000", "K\u0002\u0085", "K\u0001K\u0001\u0086")),
        "1 axes and 2 strides");
    refused(
        Fixtures.zip(tensor(STORAGE, "K\u0000", huge + "\u0085", "K\u0000\u0085")),
        "beyond all bounds");
    refused(
        Fixtures.zip(
            tensor(STORAGE, "K\u0000", "J\u0000\u0000\u0000\u0040\u0085", "K\u0000\u0085")),
        "too large for a file");
    refused(
        Fixtures.zip(tensor(STORAGE.replace("K\u0004", "K\u0005"), "K\u0000", ")", ")")),
        "storage 0 has 16 bytes; its pickle says 20");
    refused(
        Fixtures.zip(tensor(STORAGE.replace("U\u00010", "U\u00017"), "K\u0000", ")", ")")),
        "no x/data/7");
    refused(
        Fixtures.zip(tensor(STORAGE.replace("U\u00010", "U\n../version"), "K\u0000", ")", ")")),
        "its zip has no x/data/../version");
  }

  @Test
  void smallPicklesMakeNoLargeObjects() throws IOException {
    String twice = "\u0085".repeat(3) + "2\u0086".repeat(100_000);
    refused(Fixtures.zip("\u0080\u0002)" + twice + "."), "holds no dict");
    refused(Fixtures.zip("\u0080\u0002}(" + ")".repeat(3_000_000)), "more than 2000000 objects");
    refused(
        Fixtures.zip("\u0080\u0002" + "]".repeat(1_000_000) + "a".repeat(999_999) + "."),
        "holds no dict");
    refused(Fixtures.zip("\u0080\u0002" + "(".repeat(2_100_000)), "more than 2000000 objects");
    refused(
        Fixtures.zip("\u0080\u0002X\u00ff\u00ff\u00ff\u00ffabc."),
        "wants 4294967295 bytes",
        "where 4 are left");
    refused(
        Fixtures.zip("\u0080\u0005\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff."),
        "wants 18446744073709551615 bytes");
    refused(
        Fixtures.zip("\u0080\u0002Nr\u00ff\u00ff\u00ff\u00ffj\u00fe\u00ff\u00ff\u00ff."),
        "recalls 4294967294");
    String dict =
        "ccollections\nOrderedDict\n]("
            + "K\u0001K\u0001\u0086".repeat(200_000)
            + "eq\u0000\u0085Rq\u00010";
    refused(
        Fixtures.zip(
            "\u0080\u0002"
                + dict
                + "ccollections\nOrderedDict\nh\u0000\u0085R0".repeat(100)
                + "h\u0001."),
        "more than 2000000 objects");
  }

  @Test
  void theStackIsNeverTakenFromWhenEmpty() throws IOException {
    for (String pickle :
        new String[] {
          ".", "0.", "a.", "s.", "u.", "R.", "b.", "t.", "Q.", "q\u0000.", "\u0093.", "\u0086."
        }) {
      refused(Fixtures.zip("\u0080\u0002" + pickle), "its pickle");
    }
  }

  @Test
  void zipBombsAreRefusedBeforeAnythingIsUnpacked() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x/data.pkl"));
      zip.write(new byte[64 << 20]);
    }
    assertThat(out.size()).isLessThan(100_000);
    refused(out.toByteArray(), "x/data.pkl is compressed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil", "/etc/passwd", "x/../../evil", "x\\evil", "C:evil", "x/\nevil"})
  void entriesStayWithinTheirArchive(String name) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("x/data.pkl", Fixtures.latin("\u0080\u0002}."));
    entries.put(name, new byte[1]);
    refused(Fixtures.zip(entries), "which leaves it");
  }

  @Test
  void otherArchivesAreRefusedByName() throws IOException {
    Map<String, byte[]> entries = Fixtures.entries(Fixtures.bytes("types_zip.pth"));
    Map<String, byte[]> big = new LinkedHashMap<>(entries);
    big.put("types_zip/byteorder", Fixtures.latin("big"));
    refused(Fixtures.zip(big), "byte order 'big'; only little-endian");
    Map<String, byte[]> script = new LinkedHashMap<>(entries);
    script.put("types_zip/constants.pkl", Fixtures.latin("\u0080\u0002)."));
    refused(Fixtures.zip(script), "is a TorchScript program");
    Map<String, byte[]> two = new LinkedHashMap<>(entries);
    two.put("y/data.pkl", new byte[1]);
    refused(Fixtures.zip(two), "2 files data.pkl");
    refused(Fixtures.zip(Map.of("readme", new byte[1])), "0 files data.pkl");
    String other = new String(Fixtures.legacy("\u0080\u0002}."), StandardCharsets.ISO_8859_1);
    refused(
        Fixtures.latin(other.replace("little_endian\u0088", "little_endian\u0089")),
        "not marked as little-endian");
  }

  @Test
  void aChangedStorageIsNoticed() throws IOException {
    byte[] file = Fixtures.bytes("types_zip.pth");
    byte[] storage = Fixtures.entries(file).get("types_zip/data/0");
    int at = find(file, storage);
    file[at + 3] ^= 1;
    refused(file, "types_zip/data/0 is damaged");
  }

  private static int find(byte[] in, byte[] what) {
    int at = 0;
    while (!Arrays.equals(Arrays.copyOfRange(in, at, at + what.length), what)) {
      at++;
    }
    return at;
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters_zip", "parameters_legacy", "strided_legacy"})
  void aFileCutOffAtAnyByteIsRefused(String name) throws IOException {
    byte[] whole = Fixtures.bytes(name + ".pth");
    for (int length = 0; length < whole.length; length++) {
      Path file = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, length));
      try {
        Checkpoint.read(file);
        fail("the first " + length + " bytes were read");
      } catch (CheckpointException | SafetensorsException e) {
        assertThat(e.getMessage().startsWith(file + ": ")).as(e.getMessage()).isTrue();
      }
    }
  }
}
