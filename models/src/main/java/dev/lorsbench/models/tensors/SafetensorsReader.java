package dev.lorsbench.models.tensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link Safetensors}: checks everything, then maps each tensor. */
final class SafetensorsReader {
  private final Path file;
  private final FileBytes bytes;

  private SafetensorsReader(Path file, FileBytes bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Safetensors read(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      return new SafetensorsReader(file, bytes).read();
    }
  }

  private Safetensors read() throws IOException {
    if (bytes.size() < 8) {
      throw wrong("of " + bytes.size() + " bytes, is too short for a safetensors file");
    }
    long length = bytes.slice(0, 8).getLong();
    if (length < 2 || length > Safetensors.LONGEST_HEADER || length > bytes.size() - 8) {
      throw wrong("says its header has " + Long.toUnsignedString(length) + " bytes");
    }
    Header header = header((int) length);
    List<Header.Entry> entries = new ArrayList<>(header.entries());
    entries.sort(
        Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));
    check(entries, bytes.size() - 8 - length);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    Map<String, String> widened = new LinkedHashMap<>();
    for (Header.Entry e : entries) {
      ByteBuffer data = bytes.slice(8 + length + e.begin(), (int) (e.end() - e.begin()));
      StoredTensor raw = new StoredTensor(e.name(), e.type(), e.shape(), data);
      tensors.put(e.name(), e.narrow().map(n -> n.widened(raw)).orElse(raw));
      e.narrow().ifPresent(n -> widened.put(e.name(), n.torch()));
    }
    return new Safetensors(header.metadata(), tensors, widened);
  }

  private Header header(int length) throws IOException {
    try {
      ByteBuffer raw = bytes.slice(8, length);
      if (raw.get(0) != '{') {
        throw wrong("its header does not begin with a brace");
      }
      return Header.parse(StandardCharsets.UTF_8.newDecoder().decode(raw).toString());
    } catch (CharacterCodingException e) {
      throw wrong("its header is not UTF-8");
    } catch (SafetensorsException e) {
      throw e.getMessage().startsWith(file + ": ") ? e : wrong(e.getMessage());
    }
  }

  /** Every tensor begins where the one before it ends, and the last ends the file. */
  private void check(List<Header.Entry> sorted, long available) throws SafetensorsException {
    long at = 0;
    for (Header.Entry e : sorted) {
      if (e.begin() != at || e.end() < e.begin() || e.end() > available) {
        throw wrong(
            "tensor %s lies at bytes %d to %d; it must begin at %d and end by %d"
                .formatted(e.name(), e.begin(), e.end(), at, available));
      }
      if (e.end() - e.begin() != expected(e)) {
        throw wrong("tensor " + e.name() + " has a shape that its bytes do not fill exactly");
      }
      if ((e.end() - e.begin()) * e.widening() > Integer.MAX_VALUE) {
        throw wrong("tensor " + e.name() + " is larger than 2 GiB");
      }
      at = e.end();
    }
    if (at != available) {
      throw wrong((available - at) + " bytes at its end belong to no tensor");
    }
  }

  private static long expected(Header.Entry e) {
    try {
      return Math.multiplyExact(StoredTensor.size(e.shape()), (long) e.type().bytes());
    } catch (ArithmeticException tooLarge) {
      return -1;
    }
  }

  private SafetensorsException wrong(String what) {
    return new SafetensorsException(file + ": " + what);
  }
}
