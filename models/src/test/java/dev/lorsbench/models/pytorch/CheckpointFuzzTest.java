package dev.lorsbench.models.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lorsbench.models.tensors.SafetensorsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand damaged files: each is read, or refused in one line, with bounded memory. Half of
 * the zip files get right sums again, so that the damage reaches the pickle.
 */
class CheckpointFuzzTest {
  private static final int MUTATIONS = 10_000;
  private static final long MOST_BYTES = 160L << 20;

  private final Random random = new Random(7);
  private final Map<String, Map<String, byte[]>> unpacked = new HashMap<>();

  @TempDir Path folder;

  @Test
  void nothingButARefusalComesOfDamage() throws IOException {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = damaged(Fixtures.NAMES.get(i % Fixtures.NAMES.size()));
      long before = memory.getCurrentThreadAllocatedBytes();
      refused += refuses(damaged) ? 1 : 0;
      long used = memory.getCurrentThreadAllocatedBytes() - before;
      assertThat(used).as("bytes for mutation %d", i).isLessThan(MOST_BYTES);
    }
    assertThat(refused).isBetween(MUTATIONS / 3, MUTATIONS - 100);
  }

  private boolean refuses(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("damaged"), content);
    try {
      Checkpoint.read(file).tensors().values().forEach(t -> t.toDoubles());
      return false;
    } catch (CheckpointException | SafetensorsException e) {
      assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n").hasSizeLessThan(1000);
      return true;
    }
  }

  private byte[] damaged(String name) throws IOException {
    byte[] whole = Fixtures.bytes(name + ".pth");
    if (name.endsWith("_zip") && random.nextBoolean()) {
      if (!unpacked.containsKey(name)) {
        unpacked.put(name, Fixtures.entries(whole));
      }
      Map<String, byte[]> entries = new LinkedHashMap<>(unpacked.get(name));
      String pickle = name + "/data.pkl";
      entries.put(pickle, mutated(entries.get(pickle)));
      return Fixtures.zip(entries);
    }
    return mutated(whole);
  }

  private byte[] mutated(byte[] original) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 8; i--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(random.nextInt(12) + 1, bytes.length - at);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xFF : 0));
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> {
          int from = random.nextInt(bytes.length - length + 1);
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> bytes = spliced(bytes, at, random.nextInt(40));
      }
    }
    return bytes;
  }

  /** A stretch of bytes twice, so that everything behind it moves. */
  private static byte[] spliced(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] longer = new byte[bytes.length + end - at];
    System.arraycopy(bytes, 0, longer, 0, end);
    System.arraycopy(bytes, at, longer, end, bytes.length - at);
    return longer;
  }
}
