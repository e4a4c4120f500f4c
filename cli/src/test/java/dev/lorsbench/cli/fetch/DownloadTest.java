package dev.lorsbench.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.coco.files.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  @TempDir Path folder;
  private final byte[] bytes = new byte[300_000];
  private FlakyServer server;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(bytes);
    server = new FlakyServer();
    server.put("a.zip", bytes);
    file = folder.resolve("a.zip");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void fetch(int retries, Checksum checksum) {
    new Download(retries, Duration.ofMillis(1))
        .fetch(URI.create(server.url() + "/a.zip"), file, checksum, Progress.NONE);
  }

  private static Checksum sum(byte[] of) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(of);
      return new Checksum(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void assertWhole() throws IOException {
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void endedConnectionsGoOnWhereTheyStopped() throws IOException {
    server.most = 100_000;
    fetch(5, sum(bytes));
    assertWhole();
    assertThat(server.ranges).containsExactly("none", "bytes=100000-", "bytes=200000-");
  }

  @Test
  void anotherProcessGoesOnToo() throws IOException {
    server.most = 120_000;
    assertThatThrownBy(() -> fetch(0, sum(bytes)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("a.zip: ")
        .hasMessageContaining("1 tries; run it again");
    assertThat(file).doesNotExist();
    server.most = Integer.MAX_VALUE;
    fetch(0, sum(bytes));
    assertWhole();
    assertThat(server.ranges).containsExactly("none", "bytes=120000-");
  }

  @Test
  void aServerWithoutRangesIsAskedForAllOfIt() throws IOException {
    server.most = 100_000;
    server.understandsRanges = false;
    assertThatThrownBy(() -> fetch(2, sum(bytes))).hasMessageContaining("3 tries");
    assertThat(Files.size(folder.resolve("a.zip.part"))).isEqualTo(100_000);
    server.most = Integer.MAX_VALUE;
    fetch(0, sum(bytes));
    assertWhole();
  }

  @Test
  void piecesOfTwoVersionsDoNotMeet() throws IOException {
    byte[] old = bytes.clone();
    Arrays.fill(old, 0, 1000, (byte) 7);
    server.put("a.zip", old);
    server.most = 100_000;
    assertThatThrownBy(() -> fetch(0, sum(bytes))).isInstanceOf(CliException.class);
    server.put("a.zip", bytes);
    server.tag = "\"2\"";
    server.most = Integer.MAX_VALUE;
    fetch(0, sum(bytes));
    assertWhole();
  }

  @Test
  void aDamagedPartIsFetchedAnew() throws IOException {
    Files.write(folder.resolve("a.zip.part"), new byte[5000]);
    fetch(1, sum(bytes));
    assertWhole();
    assertThat(server.ranges).containsExactly("bytes=5000-", "none");
  }

  @Test
  void aPartThatIsWholeOrTooLongIsSeen() throws IOException {
    Files.write(folder.resolve("a.zip.part"), bytes);
    fetch(0, sum(bytes));
    assertWhole();
    Files.move(file, folder.resolve("a.zip.part"));
    Files.write(folder.resolve("a.zip.part"), new byte[400_000]);
    fetch(1, sum(bytes));
    assertWhole();
  }

  @Test
  void anotherFileIsRefusedAtOnceAndLeavesNothing() throws IOException {
    assertThatThrownBy(() -> fetch(5, sum(new byte[] {1})))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("its checksum is not ")
        .hasMessageContaining("another file");
    assertThat(server.ranges).containsExactly("none");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aRangeThatWasNotAskedForIsNotTaken() throws IOException {
    server.most = 100_000;
    server.wrongRange = true;
    assertThatThrownBy(() -> fetch(1, sum(bytes)))
        .hasMessageContaining("asked for bytes from 100000");
    assertThat(file).doesNotExist();
  }

  @Test
  void answersThatCannotBecomeBetterAreNotAskedForAgain() {
    server.status = 403;
    assertThatThrownBy(() -> fetch(5, sum(bytes))).hasMessageEndingWith("the server answered 403");
    assertThat(server.ranges).hasSize(1);
    server.status = 503;
    assertThatThrownBy(() -> fetch(2, sum(bytes))).hasMessageContaining("answered 503 (3 tries");
    assertThat(server.ranges).hasSize(4);
  }
}
