package dev.lorsbench.cli.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.coco.check.FolderCheck;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole way, with a mirror that holds a small set in COCO's archives. */
class DataFetchCommandTest {
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private FlakyServer server;
  private Path folder;
  private Path sums;

  @BeforeEach
  void serve() throws IOException, NoSuchAlgorithmException {
    Path shapes = temp.resolve("shapes");
    Shapes.write(shapes, new ShapesSpec(1, 12, 8, 48), n -> {});
    server = new FlakyServer();
    folder = temp.resolve("coco");
    StringBuilder lines = new StringBuilder();
    Map<String, byte[]> annotations = new HashMap<>();
    for (String split : new String[] {"train", "val"}) {
      Path json = shapes.resolve("annotations/instances_" + split + ".json");
      annotations.put("annotations/instances_" + split + "2017.json", Files.readAllBytes(json));
      annotations.put("annotations/captions_" + split + "2017.json", new byte[] {'{', '}'});
      Map<String, byte[]> images = new HashMap<>();
      try (Stream<Path> files = Files.list(shapes.resolve(split))) {
        for (Path file : files.toList()) {
          images.put(split + "2017/" + file.getFileName(), Files.readAllBytes(file));
        }
      }
      lines.append(serve("zips/" + split + "2017.zip", Zips.of(images)));
    }
    lines.append(serve("annotations/annotations_trainval2017.zip", Zips.of(annotations)));
    sums = Files.writeString(temp.resolve("sums.txt"), lines);
  }

  private String serve(String path, byte[] bytes) throws NoSuchAlgorithmException {
    server.put(path, bytes);
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
    return HexFormat.of().formatHex(digest) + "  " + path + "\n";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int fetch(String... more) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out, true));
    String[] args = {
      "data",
      "fetch",
      "coco",
      "--out",
      folder.toString(),
      "--base-url",
      server.url() + "/",
      "--sums",
      sums.toString(),
      "--retry-delay",
      "1"
    };
    return line.execute(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void whatComesIsASoundFolderHoweverOftenTheConnectionEnds() throws IOException {
    server.most = 3000;
    assertThat(fetch("--retries", "50")).as(out.toString()).isZero();
    assertThat(FolderCheck.of(folder, "train", "val")).noneMatch(f -> f.kind().error());
    assertThat(server.ranges).hasSizeGreaterThan(6);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("train", "val", "annotations", ".fetched");
    }
    int requests = server.ranges.size();
    assertThat(fetch()).isZero();
    assertThat(server.ranges).hasSize(requests);
    assertThat(out.toString()).contains("val2017.zip: is there");
  }

  @Test
  void oneSplitIsEnoughAndTheOtherComesLater() throws IOException {
    assertThat(fetch("--split", "val")).isZero();
    assertThat(FolderCheck.of(folder, "val")).noneMatch(f -> f.kind().error());
    assertThat(folder.resolve("train")).doesNotExist();
    assertThat(folder.resolve("annotations/instances_train.json")).doesNotExist();
    assertThat(server.ranges).hasSize(2);
    assertThat(fetch()).as(out.toString()).isZero();
    assertThat(FolderCheck.of(folder, "train", "val")).noneMatch(f -> f.kind().error());
    // Only the other images: the annotations of both came with the first split.
    assertThat(server.ranges).hasSize(3);
    assertThat(fetch("--split", "train")).isZero();
    assertThat(server.ranges).hasSize(3);
    try (Stream<Path> left = Files.list(folder.resolve(".fetched"))) {
      assertThat(left).noneMatch(file -> file.toString().endsWith(".zip"));
    }
  }

  @Test
  void annotationsThatWereNotFetchedAreNotReplacedByASecondSplit() throws IOException {
    assertThat(fetch("--split", "val")).isZero();
    Path mine = Files.writeString(folder.resolve("annotations/instances_train.json"), "mine");
    assertThat(fetch()).isEqualTo(1);
    assertThat(out.toString()).contains("instances_train.json: is there already, and was not");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void whatIsWrongIsOneLine() throws IOException {
    Files.writeString(
        sums, Files.readString(sums).replaceAll("(?m)^.{4}(.*zips/val2017.zip)$", "0000$1"));
    assertThat(fetch("--split", "val")).isEqualTo(1);
    assertThat(out.toString()).contains("zips/val2017.zip: its checksum is not 0000");
    assertThat(folder.resolve("val")).doesNotExist();
    Files.writeString(sums, "what is this\n");
    assertThat(fetch()).isEqualTo(1);
    assertThat(out.toString()).contains("sums.txt: line 1: must be a SHA-1 or SHA-256 sum");
    assertThat(fetch("--split", "test")).isEqualTo(2);
    assertThat(fetch("--base-url", "ftp://mirror")).isEqualTo(2);
    assertThat(fetch("--retries", "-1")).isEqualTo(2);
  }

  @Test
  void aFolderThatWasNotFetchedIsNotReplaced() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("val")).resolve("mine.txt");
    Files.writeString(mine, "mine");
    assertThat(fetch()).isEqualTo(1);
    assertThat(out.toString()).contains("coco/val: is there already, and was not fetched");
    assertThat(mine).hasContent("mine");
    assertThat(server.ranges).isEmpty();
  }
}
