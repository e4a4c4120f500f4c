package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names come out of plain text, YAML and XML as their author sees them. */
class PlainTextTest {
  @TempDir Path folder;

  private String converted(Path yolo, Object... more) throws IOException {
    Path out = folder.resolve("out");
    Object[] line = {"data", "convert", "--from", "yolo", yolo, "--out", out};
    Object[] all = new Object[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    Lors run = Lors.run(all);
    assertThat(run.code()).as(run.err()).isZero();
    return Files.readString(out.resolve("annotations/instances_train.json"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() throws IOException {
    Path given = Lors.copied("18-bom-text", folder.resolve("given"));
    String json = converted(given.resolve("yolo"), "--classes", given.resolve("names.txt"));
    assertThat(json).contains("\"name\":\"cat\"").doesNotContain("\ufeff");
  }

  @Test
  void aClassKeepsTheTextOfItsName() throws IOException {
    Path yolo = Lors.copied("18-bom-text", folder.resolve("given")).resolve("yolo");
    Files.writeString(yolo.resolve("data.yaml"), "\ufeffnames: {0: 1e3, '1': 007, 2: no}\n");
    assertThat(converted(yolo)).contains("\"1e3\"", "\"007\"", "\"no\"");
  }

  @Test
  void xmlThatIsNotUtf8EndsInOurLineAlone() throws IOException {
    Lors run =
        Lors.run(
            "data",
            "convert",
            "--from",
            "voc",
            Lors.given("11-voc-bad-utf8"),
            "--out",
            folder.resolve("out"));
    assertThat(run.err()).contains("i.xml: holds bytes that are not UTF-8; save it as UTF-8");
    assertThat(run.shown().lines()).hasSize(1);
  }

  @Test
  void xmlMaySayItsEncoding() throws IOException {
    Path voc = Lors.copied("11-voc-bad-utf8", folder.resolve("voc"));
    Files.writeString(
        voc.resolve("Annotations/i.xml"),
        """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <annotation><filename>i.jpg</filename><size><width>24</width><height>16</height>\
        </size><object><name>caf\u00e9</name><bndbox><xmin>2</xmin><ymin>3</ymin>\
        <xmax>12</xmax><ymax>13</ymax></bndbox></object></annotation>
        """,
        StandardCharsets.ISO_8859_1);
    Lors run = Lors.run("data", "convert", "--from", "voc", voc, "--out", folder.resolve("out"));
    assertThat(run.code()).as(run.err()).isZero();
    String json = Files.readString(folder.resolve("out/annotations/instances_train.json"));
    assertThat(json).contains("caf\u00e9");
  }
}
