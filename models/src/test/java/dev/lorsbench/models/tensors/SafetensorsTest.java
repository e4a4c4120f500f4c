package dev.lorsbench.models.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
  private static final List<StoredTensor> SOME =
      List.of(
          StoredTensor.of("b.weight", new float[] {1, -2, 3, Float.NaN, 5, 6}, 2, 3),
          StoredTensor.of("step", new long[] {42}),
          StoredTensor.of("exact \"é\"", new double[] {Math.PI, -0.0}, 2),
          StoredTensor.of("none", new float[0], 0, 4));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("some.safetensors");
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    Safetensors.write(file, SOME, Map.of("format", "pt", "step", "7"));
    Safetensors back = Safetensors.read(file);
    assertThat(back.metadata()).isEqualTo(Map.of("format", "pt", "step", "7"));
    assertThat(back.tensors().keySet()).containsExactly("step", "exact \"é\"", "b.weight", "none");
    for (StoredTensor tensor : SOME) {
      StoredTensor same = back.find(tensor.name()).orElseThrow();
      assertThat(same.type()).isEqualTo(tensor.type());
      assertThat(same.shape()).isEqualTo(tensor.shape());
      assertThat(same.data()).isEqualTo(tensor.data());
    }
    assertThat(back.under("b.")).containsOnlyKeys("weight");
    assertThat(back.find("absent")).isEmpty();
  }

  @Test
  void theOrderGivenDoesNotMatterAndNothingIsLeftBeside() throws IOException {
    Safetensors.write(file, SOME, Map.of());
    byte[] first = Files.readAllBytes(file);
    List<StoredTensor> turned = Stream.of(3, 1, 0, 2).map(SOME::get).toList();
    Safetensors.write(file, turned, Map.of());
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** The bytes that Python's safetensors 0.8.0 writes for the same tensors. */
  @Test
  void bytesAreThoseOfTheReferenceImplementation() throws IOException {
    List<StoredTensor> two =
        List.of(
            StoredTensor.of("w", new float[] {1, 2}, 2), StoredTensor.of("n", new long[] {3}, 1));
    Safetensors.write(file, two, Map.of("format", "pt"));
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
    int length = (header.length() + 7) / 8 * 8;
    ByteBuffer expected = ByteBuffer.allocate(8 + length + 16).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(length).put(header.getBytes(StandardCharsets.UTF_8));
    while (expected.position() < 8 + length) {
      expected.put((byte) ' ');
    }
    expected.putLong(3).putFloat(1).putFloat(2);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}|has a shape that its bytes do not fill exactly
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}|must begin at 0
          {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}|end by 8
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4 bytes at its end belong to no tensor
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}|must begin at 4
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}|must begin at 0
          {"a":{"dtype":"F32","shape":[9223372036854775807,3],"data_offsets":[0,8]}}|whole numbers
          {"a":{"dtype":"F32","shape":[999999999999999999,99],"data_offsets":[0,8]}}|do not fill
          {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}|whole numbers
          {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}|whole numbers
          {"a":{"dtype":"F4","shape":[2],"data_offsets":[0,8]}}|has dtype F4, which is not read
          {"a":{"dtype":"F32","shape":[2]}}|needs dtype, shape and two data_offsets
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}|unknown key x
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}|names a twice
          {"__metadata__":{"k":1}}|metadata k is not a string
          {"__metadata__":{"k":"1","k":"2"}}|twice
          {"a":[]}|unexpected value
          {"a":|not JSON
          {} x|not JSON
          ["a"]|does not begin with a brace
          """)
  void aHeaderThatLiesIsRefused(String header, String message) throws IOException {
    writeRaw(header.getBytes(StandardCharsets.UTF_8), 8);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(file + ": ")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aLengthThatCannotBeIsRefused() throws IOException {
    for (long length : new long[] {-1, 0, 1, 100_000_001, Long.MAX_VALUE, 1000}) {
      ByteBuffer raw = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Files.write(file, raw.array());
      assertThatThrownBy(() -> Safetensors.read(file))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("its header has");
    }
    assertThatThrownBy(() -> Safetensors.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("absent")))
        .hasMessageContaining("absent: no such file");
  }

  /** Damaged files are refused in one line or read; nothing else may happen. */
  @Test
  void damagedFilesNeverCrash() throws IOException {
    Safetensors.write(file, SOME, Map.of("format", "pt"));
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(1);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] bad = random.nextBoolean() ? good.clone() : truncated(good, random);
      for (int i = random.nextInt(4); i >= 0 && bad.length > 0; i--) {
        bad[random.nextInt(Math.min(bad.length, good.length - 64))] = (byte) random.nextInt(256);
      }
      Files.write(file, bad);
      refused += refuses() ? 1 : 0;
    }
    assertThat(refused).isBetween(3000, 4000);
  }

  private static byte[] truncated(byte[] good, Random random) {
    return java.util.Arrays.copyOf(good, random.nextInt(good.length));
  }

  private boolean refuses() throws IOException {
    try {
      Safetensors.read(file).tensors().values().forEach(StoredTensor::toDoubles);
      return false;
    } catch (SafetensorsException e) {
      assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
      return true;
    }
  }

  @Test
  void aFailedWriteKeepsTheOldFile() throws IOException {
    Safetensors.write(file, SOME, Map.of());
    byte[] old = Files.readAllBytes(file);
    TensorSource torn = new Torn();
    assertThatThrownBy(() -> Safetensors.write(file, List.of(torn), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": cannot be written: tensor torn gave 4 bytes of 8");
    assertThat(Files.readAllBytes(file)).isEqualTo(old);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> Safetensors.write(file, List.of(SOME.get(0), SOME.get(0)), Map.of()))
        .hasMessageContaining("tensor name b.weight is taken");
  }

  private record Torn() implements TensorSource {
    @Override
    public String name() {
      return "torn";
    }

    @Override
    public ElementType type() {
      return ElementType.F32;
    }

    @Override
    public long[] shape() {
      return new long[] {2};
    }

    @Override
    public ByteBuffer data() {
      return ByteBuffer.allocate(4);
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyTypeWidensToDouble(ElementType type) throws IOException {
    byte[] raw = new byte[type.bytes() * 2];
    raw[type.bytes()] = 1;
    StoredTensor tensor = new StoredTensor("t", type, new long[] {2}, ByteBuffer.wrap(raw));
    Safetensors.write(file, List.of(tensor), Map.of());
    double[] values = Safetensors.read(file).find("t").orElseThrow().toDoubles();
    assertThat(values[0]).isZero();
    switch (type) {
      case F16 -> assertThat(values[1]).isEqualTo(0x1p-24);
      case BF16 -> assertThat(values[1]).isEqualTo(0x1p-133);
      case F32 -> assertThat(values[1]).isEqualTo(Float.MIN_VALUE);
      case F64 -> assertThat(values[1]).isEqualTo(Double.MIN_VALUE);
      default -> assertThat(values[1]).isEqualTo(1);
    }
  }

  @Test
  void arraysGoBothWays() {
    try (NDManager manager = NDManager.newBaseManager()) {
      for (StoredTensor tensor : SOME) {
        NDArray array = NativeTensors.array(manager, tensor);
        assertThat(array.getShape().getShape()).isEqualTo(tensor.shape());
        StoredTensor back = NativeTensors.stored(tensor.name(), array);
        assertThat(back.type()).isEqualTo(tensor.type());
        assertThat(back.data()).isEqualTo(tensor.data());
      }
      NDArray turned = NativeTensors.array(manager, SOME.get(0)).transpose();
      assertThat(NativeTensors.stored("t", turned).toFloats())
          .containsExactly(1, Float.NaN, -2, 5, 3, 6);
    }
  }

  private void writeRaw(byte[] header, int dataBytes) throws IOException {
    ByteBuffer raw =
        ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, raw.putLong(header.length).put(header).array());
  }
}
