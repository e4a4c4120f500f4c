package dev.lorsbench.models.tensors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Checksum;

/** Writes {@link Safetensors} as the reference implementation does: widest type first, by name. */
final class SafetensorsWriter {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private static final Comparator<TensorSource> LAYOUT =
      Comparator.comparing(TensorSource::type, Comparator.reverseOrder())
          .thenComparing(TensorSource::name);

  private SafetensorsWriter() {}

  static void write(
      Path file, List<TensorSource> tensors, Map<String, String> metadata, Checksum sum)
      throws IOException {
    List<TensorSource> sorted = tensors.stream().sorted(LAYOUT).toList();
    byte[] header = header(file, sorted, metadata);
    WholeFile.writeChannel(file, out -> writeAll(out, header, sorted, sum));
  }

  private static byte[] header(Path file, List<TensorSource> tensors, Map<String, String> metadata)
      throws SafetensorsException {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      json.put(Safetensors.METADATA, new TreeMap<>(metadata));
    }
    long at = 0;
    Set<String> names = new HashSet<>();
    for (TensorSource tensor : tensors) {
      if (tensor.name().equals(Safetensors.METADATA)) {
        throw new SafetensorsException(
            file
                + ": cannot hold a tensor named __metadata__: the safetensors format reserves that"
                + " name; rename the tensor");
      }
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("tensor name " + tensor.name() + " is taken");
      }
      long end = at + StoredTensor.size(tensor.shape()) * tensor.type().bytes();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", tensor.type().name());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", new long[] {at, end});
      json.put(tensor.name(), entry);
      at = end;
    }
    String text = GSON.toJson(json);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    String padding = " ".repeat((8 - length % 8) % 8);
    return (text + padding).getBytes(StandardCharsets.UTF_8);
  }

  private static void writeAll(
      FileChannel out, byte[] header, List<TensorSource> tensors, Checksum sum) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    put(out, length.putLong(header.length).flip(), sum);
    put(out, ByteBuffer.wrap(header), sum);
    for (TensorSource tensor : tensors) {
      ByteBuffer data = tensor.data();
      long expected = StoredTensor.size(tensor.shape()) * tensor.type().bytes();
      if (data.remaining() != expected) {
        throw new IOException(
            "tensor " + tensor.name() + " gave " + data.remaining() + " bytes of " + expected);
      }
      put(out, data, sum);
    }
  }

  private static void put(FileChannel out, ByteBuffer data, Checksum sum) throws IOException {
    sum.update(data.duplicate());
    while (data.hasRemaining()) {
      out.write(data);
    }
  }
}
