package dev.lorsbench.cli.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.fetch.Checksum;
import dev.lorsbench.cli.fetch.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small wheels, from a folder and from an index. */
class NativesFetchTest {
  private static final String TORCH = "torch-2.7.1-cp311-cp311-manylinux_2_28_x86_64.whl";
  private static final String CUDNN = "nvidia_cudnn_cu12-9.5.1.17-py3-none-any.whl";

  @TempDir Path temp;
  private final List<String> said = new ArrayList<>();
  private Path wheels;
  private Path into;

  @BeforeEach
  void folders() throws IOException {
    wheels = Files.createDirectory(temp.resolve("wheels"));
    into = temp.resolve("data/natives/torch");
  }

  private Wheel wheel(String name, String libraries, String... entries) throws IOException {
    Path file = wheels.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes(StandardCharsets.UTF_8));
      }
    }
    return new Wheel(
        Checksum.sha256(file), Files.size(file), libraries, "http://127.0.0.1:1/" + name);
  }

  private List<Wheel> both() throws IOException {
    return List.of(
        wheel(TORCH, "torch/lib/", "torch/lib/libtorch.so", "torch/bin/x", "torch/nn.py"),
        wheel(CUDNN, "nvidia/cudnn/lib/", "nvidia/cudnn/lib/libcudnn.so.9", "nvidia/__init__.py"));
  }

  private NativesFetch fetch(List<Wheel> all, String from) {
    return new NativesFetch(
        all, new WheelSource(from, new Download(0, Duration.ofMillis(1))), said::add);
  }

  private List<String> files() throws IOException {
    try (var all = Files.walk(into)) {
      return all.filter(Files::isRegularFile)
          .map(file -> into.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void onlyTheFoldersOfLibrariesAreTakenAndNothingElseIsLeft() throws IOException {
    fetch(both(), wheels.toString()).into(into);
    assertThat(files())
        .containsExactly("SHA256SUMS", "nvidia/cudnn/lib/libcudnn.so.9", "torch/lib/libtorch.so");
    assertThat(into.getParent()).isDirectoryContaining(path -> path.equals(into));
    assertThat(into.resolveSibling("torch.fetching")).doesNotExist();
    assertThat(wheels.resolve(TORCH)).exists();
    assertThat(Manifest.faults(into)).isEmpty();
    fetch(both(), "/nowhere").into(into);
    assertThat(said).last().isEqualTo(into + ": is there");
  }

  @Test
  void aChangedAndAMissingLibraryAreNamed() throws IOException {
    fetch(both(), wheels.toString()).into(into);
    Files.writeString(into.resolve("torch/lib/libtorch.so"), "other");
    Files.delete(into.resolve("nvidia/cudnn/lib/libcudnn.so.9"));
    assertThat(Manifest.faults(into))
        .containsExactly(
            "nvidia/cudnn/lib/libcudnn.so.9: is missing",
            "torch/lib/libtorch.so: has other bytes than it was fetched with");
  }

  @Test
  void anotherFileThanTheWantedOneIsRefusedAndTheNextRunGoesOnAfterTheWheelsItHad()
      throws IOException {
    List<Wheel> all = both();
    byte[] right = Files.readAllBytes(wheels.resolve(CUDNN));
    Files.write(wheels.resolve(CUDNN), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> fetch(all, wheels.toString()).into(into))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(CUDNN + ": its checksum is not ");
    assertThat(into).doesNotExist();
    Files.write(wheels.resolve(CUDNN), right);
    Files.delete(wheels.resolve(TORCH));
    fetch(all, wheels.toString()).into(into);
    assertThat(said).containsExactly(TORCH, CUDNN);
    assertThat(files()).hasSize(3);
  }

  @Test
  void membersThatLeadOutAreRefused() throws IOException {
    for (String hostile : List.of("torch/lib/../../../x", "torch/lib/a\\b", "torch/lib/a\nb")) {
      Wheel wheel = wheel(TORCH, "torch/lib/", "torch/lib/libtorch.so", hostile);
      assertThatThrownBy(() -> fetch(List.of(wheel), wheels.toString()).into(into))
          .isInstanceOf(CliException.class)
          .hasMessageContaining("leads out");
      assertThat(into).doesNotExist();
      assertThat(temp.resolve("data/x")).doesNotExist();
    }
  }

  @Test
  void anIndexIsAskedForTheWheelsAddress() throws IOException {
    List<Wheel> all = List.of(both().get(1));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page =
        ("<a href=\"../../files/" + CUDNN + "#sha256=0\">x</a>").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Files.readAllBytes(wheels.resolve(CUDNN));
    server.createContext(
        "/",
        exchange -> {
          boolean listed = exchange.getRequestURI().getPath().equals("/simple/nvidia-cudnn-cu12/");
          byte[] answer = listed ? page : bytes;
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String index = "http://127.0.0.1:" + server.getAddress().getPort() + "/simple/";
      fetch(all, index).into(into);
    } finally {
      server.stop(0);
    }
    assertThat(files()).containsExactly("SHA256SUMS", "nvidia/cudnn/lib/libcudnn.so.9");
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
    Files.createDirectories(into);
    Files.writeString(into.resolve("mine"), "x");
    assertThatThrownBy(() -> fetch(both(), wheels.toString()).into(into))
        .hasMessage(into + ": is there already, and was not fetched");
    assertThat(files()).containsExactly("mine");
  }

  @Test
  void thePinsNameEveryWheelOnceWithAFolderOfItsOwn() {
    List<Wheel> pins = Pins.linux();
    assertThat(pins).hasSize(15).extracting(Wheel::libraries).doesNotHaveDuplicates();
    assertThat(pins).allSatisfy(w -> assertThat(w.checksum().hex()).hasSize(64));
    assertThat(pins).extracting(Wheel::url).allMatch(url -> url.startsWith("https://"));
  }
}
