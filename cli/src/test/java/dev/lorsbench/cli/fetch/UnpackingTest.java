package dev.lorsbench.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.files.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
  @TempDir Path folder;
  private Path into;

  @BeforeEach
  void create() throws IOException {
    into = Files.createDirectory(folder.resolve("into"));
  }

  private int unpack(Unpacking limits, Map<String, byte[]> entries) throws IOException {
    Path zip = Files.write(folder.resolve("a.zip"), Zips.of(entries));
    return limits.unpack(zip, Map.of("val2017/", "val/"), into, Progress.NONE);
  }

  @Test
  void onlyWhatIsTakenComesOutUnderItsNewName() throws IOException {
    int files =
        unpack(
            Unpacking.coco(),
            Map.of("val2017/1.jpg", new byte[] {1}, "readme.txt", new byte[] {2}));
    assertThat(files).isEqualTo(1);
    assertThat(into.resolve("val/1.jpg")).hasBinaryContent(new byte[] {1});
    try (var all = Files.list(into)) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void namesThatLeadOutAreRefused() {
    for (String name : new String[] {"../out.jpg", "x/../../../out.jpg", "a\\..\\out.jpg"}) {
      assertThatThrownBy(() -> unpack(Unpacking.coco(), Map.of("val2017/" + name, new byte[] {1})))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("leads out");
    }
    assertThat(folder.resolve("out.jpg")).doesNotExist();
  }

  @Test
  void bombsAreRefused() {
    Map<String, byte[]> zeros = Map.of("val2017/a.jpg", new byte[20 << 20]);
    assertThatThrownBy(() -> unpack(Unpacking.coco(), zeros))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("val2017/a.jpg unpacks to more than");
    Map<String, byte[]> two =
        Map.of("val2017/a.jpg", new byte[600_000], "val2017/b.jpg", new byte[600_000]);
    assertThatThrownBy(() -> unpack(new Unpacking(10, 1_000_000, 100), two))
        .hasMessageContaining("more than 400000 bytes");
    assertThatThrownBy(() -> unpack(new Unpacking(1, 1_000_000, 100), two))
        .hasMessageContaining("2 entries, more than 1");
  }
}
