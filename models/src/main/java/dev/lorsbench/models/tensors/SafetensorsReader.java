package dev.lorsbench.models.tensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link Safetensors}: checks everything, then maps each tensor. */
final class SafetensorsReader {
  private final Path file;
  private final FileChannel channel;

  private SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Safetensors read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new SafetensorsException(file + ": is a folder, not a safetensors file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SafetensorsReader(file, channel).read();
    } catch (NoSuchFileException e) {
      throw new SafetensorsException(file + ": no such file");
    }
  }

  private Safetensors read() throws IOException {
    if (channel.size() < 8) {
      throw wrong("of " + channel.size() + " bytes, is too short for a safetensors file");
    }
    long length = bytes(0, 8).getLong();
    if (length < 2 || length > Safetensors.LONGEST_HEADER || length > channel.size() - 8) {
      throw wrong("says its header has " + Long.toUnsignedString(length) + " bytes");
    }
    Header header = header((int) length);
    List<Header.Entry> entries = new ArrayList<>(header.entries());
    entries.sort(
        Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));
    check(entries, channel.size() - 8 - length);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Header.Entry e : entries) {
      ByteBuffer data = map(8 + length + e.begin(), e.end() - e.begin());
      tensors.put(e.name(), new StoredTensor(e.name(), e.type(), e.shape(), data));
    }
    return new Safetensors(header.metadata(), tensors);
  }

  private Header header(int length) throws IOException {
    try {
      ByteBuffer raw = bytes(8, length);
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
      if (e.end() - e.begin() > Integer.MAX_VALUE) {
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

  private ByteBuffer map(long at, long size) throws IOException {
    return size == 0
        ? ByteBuffer.allocate(0)
        : channel.map(FileChannel.MapMode.READ_ONLY, at, size);
  }

  private ByteBuffer bytes(long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException(file + ": ended while it was read");
      }
    }
    return buffer.flip();
  }

  private SafetensorsException wrong(String what) {
    return new SafetensorsException(file + ": " + what);
  }
}
