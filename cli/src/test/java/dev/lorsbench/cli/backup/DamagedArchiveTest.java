package dev.lorsbench.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.workers.objects.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However an archive is damaged: it is restored whole, or one line says which and why. */
class DamagedArchiveTest {
  private static final String TRIAL = "0123abcd";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path good;

  @BeforeEach
  void write() throws IOException {
    good = folder.resolve("good.zip");
    Contents.Checkpoint checkpoint = new Contents.Checkpoint(TRIAL, 4, "step-00000004-a1.json");
    try (ArchiveWriter archive = new ArchiveWriter(good)) {
      archive.add(Contents.entry("trials"), true, out -> out.write("a\tb\n".repeat(99).getBytes()));
      archive.add(checkpoint.entry(checkpoint.tensors()), false, out -> out.write(new byte[99]));
      archive.add(checkpoint.entry(checkpoint.file()), true, out -> out.write("{}".getBytes()));
      Contents contents =
          new Contents(
              Contents.FORMAT,
              "19",
              "0.1.0",
              "2026-12-01T00:00:00Z",
              Map.of("trials", List.of("id", "state")),
              Map.of("trials", 99L),
              List.of(checkpoint),
              List.of(new Contents.Checkpoint(TRIAL, 5, "step-00000005-a1.json")),
              archive.sums());
      archive.add(Contents.ENTRY, true, out -> out.write(contents.json().getBytes()));
      archive.finish();
    }
  }

  private static void read(Path file) throws IOException {
    try (ArchiveReader archive = new ArchiveReader(file)) {
      archive.verify(done -> {});
    }
  }

  /** Whether it was read; if not, the error is one line that begins with the archive. */
  private static boolean readOrNamed(Path file, String how) {
    try {
      read(file);
      return true;
    } catch (IOException | CliException e) {
      assertThat(e.getMessage()).as(how).startsWith(file.toString()).doesNotContain("\n");
      assertThat(e.getMessage()).as(how).doesNotContain("Exception", "LOC", "distance", "jackson");
      return false;
    }
  }

  @Test
  void damagedBytesEndInOneLine() throws IOException {
    byte[] whole = Files.readAllBytes(good);
    assertThat(readOrNamed(good, "untouched")).isTrue();
    Random random = new Random(26);
    int refused = 0;
    Path file = folder.resolve("damaged.zip");
    for (int i = 0; i < 600; i++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      refused += readOrNamed(Files.write(file, bytes), "mutation " + i) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void everyValueOfItsContentsMayBeNullOrOfAnotherKind() throws IOException {
    JsonNode root;
    try (ArchiveReader archive = new ArchiveReader(good)) {
      root = JSON.readTree(archive.open(Contents.ENTRY).readAllBytes());
    }
    List<String> places = new ArrayList<>();
    collect(root, "", places);
    assertThat(places).hasSizeGreaterThan(20);
    for (String place : places) {
      for (String value : List.of("null", "[]", "{}", "-1", "\"\\u0000\"", "[null]", "1e999")) {
        JsonNode copy = root.deepCopy();
        set(copy, place, JSON.readTree(value));
        Path file = rewritten(JSON.writeValueAsBytes(copy));
        boolean read = readOrNamed(file, place + " = " + value);
        if (value.equals("null")) {
          assertThat(read).as(place).isFalse();
        }
      }
    }
    for (String whole : List.of("null", "", "[]", "7", "{", "{}", "[".repeat(100_000))) {
      Path file = rewritten(whole.getBytes(StandardCharsets.UTF_8));
      assertThat(readOrNamed(file, whole)).isFalse();
    }
  }

  private static void collect(JsonNode node, String at, List<String> places) {
    if (!at.isEmpty()) {
      places.add(at);
    }
    node.fields().forEachRemaining(e -> collect(e.getValue(), key(at, e.getKey()), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), at + "/" + i, places);
    }
  }

  private static String key(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static void set(JsonNode root, String place, JsonNode value) {
    JsonNode parent = root.at(place.substring(0, place.lastIndexOf('/')));
    String last = place.substring(place.lastIndexOf('/') + 1).replace("~1", "/");
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }

  /** The good archive with other contents. */
  private Path rewritten(byte[] json) throws IOException {
    Path file = folder.resolve("rewritten.zip");
    try (ArchiveReader archive = new ArchiveReader(good);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : archive.read().sha256().keySet()) {
        zip.putNextEntry(new ZipEntry(name));
        archive.open(name).transferTo(zip);
      }
      zip.putNextEntry(new ZipEntry(Contents.ENTRY));
      zip.write(json);
    }
    return file;
  }

  @Test
  void anArchiveThatUnpacksWithoutBoundIsRefusedBeforeItIsRead() throws IOException {
    Path bomb = folder.resolve("bomb.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry(Contents.ENTRY));
      for (int i = 0; i < 100; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    assertThatThrownBy(() -> read(bomb)).hasMessageContaining("unpack to more than 200 times");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trials", "trials/" + TRIAL, "trials/" + TRIAL + "/checkpoints"})
  void noLinkLeadsWhatIsRestoredElsewhere(String link) throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path place = Files.createDirectory(folder.resolve("place"));
    Files.createDirectories(place.resolve(link).getParent());
    Files.createSymbolicLink(place.resolve(link), outside);
    try (ArchiveReader archive = new ArchiveReader(good);
        CheckpointFiles files =
            new CheckpointFiles(folder, StoreSettings.fromEnvironment(Map.of()))) {
      Contents.Checkpoint one = archive.read().checkpoints().get(0);
      assertThatThrownBy(() -> files.keep(archive, one, one.file(), place.toString()))
          .isInstanceOf(CliException.class)
          .hasMessageContaining(place.resolve(link) + " is a symbolic link");
    }
    assertThat(outside).isEmptyDirectory();
  }
}
