package dev.lorsbench.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsReadUpToItsBound() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "12345");
    assertThat(RegularFile.read(file, 5)).isEqualTo("12345".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> RegularFile.read(file, 4))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": is larger than 4 bytes, the most that is read");
  }

  @Test
  void whatIsNotARegularFileIsNamed() {
    assertThatThrownBy(() -> RegularFile.open(folder)).hasMessageEndingWith("a file is needed");
    assertThatThrownBy(() -> RegularFile.open(folder.resolve("none")))
        .hasMessage(folder.resolve("none") + ": no such file");
  }

  @Test
  void aDeviceBehindALinkIsRefused() throws IOException {
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "there is no /dev/zero here");
    Path link = Files.createSymbolicLink(folder.resolve("image.png"), zero);
    assertThatThrownBy(() -> RegularFile.read(link, 10)).hasMessageContaining("a regular file");
    assertThatThrownBy(() -> RegularFile.channel(link)).hasMessageContaining("a regular file");
  }

  @Test
  void aPipeIsRefusedWithoutWaiting() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "mkfifo does not work here");
    assertThatThrownBy(() -> RegularFile.read(pipe, 10)).hasMessageContaining("a regular file");
  }

  @Test
  void aByteOrderMarkIsNotText() throws IOException {
    Path names = Files.writeString(folder.resolve("names.txt"), "\ufeffcat\r\ndog\n");
    assertThat(TextFile.lines(names, 100)).containsExactly("cat", "dog");
    Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xe9});
    assertThatThrownBy(() -> TextFile.read(latin, 100))
        .hasMessage(latin + ": is not UTF-8 text; save it as UTF-8");
  }

  @Test
  void whatCannotBeAPathIsQuoted() {
    assertThatThrownBy(() -> GivenPath.of("a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"a\\u0000b\" cannot be a path: it holds a NUL character");
    assertThat(GivenPath.below(folder, "a/b")).isEqualTo(folder.resolve("a/b"));
  }
}
