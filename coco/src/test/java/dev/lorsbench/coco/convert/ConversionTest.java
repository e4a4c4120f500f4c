package dev.lorsbench.coco.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.check.FolderCheck;
import dev.lorsbench.coco.convert.Conversion.Converted;
import dev.lorsbench.coco.convert.Conversion.Written;
import dev.lorsbench.coco.dataset.CocoAnnotation;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.files.Progress;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {
  private static final int SIZE = 48;

  @TempDir Path folder;
  private Path shapes;
  private Path out;

  @BeforeEach
  void write() {
    shapes = folder.resolve("shapes");
    out = folder.resolve("out");
    Shapes.write(shapes, new ShapesSpec(4, 12, 5, SIZE), n -> {});
  }

  @Test
  void yoloAndBackIsTheSame() throws IOException {
    Path yolo = folder.resolve("yolo");
    for (String split : List.of("train", "val")) {
      writeYolo(split, yolo);
    }
    List<String> names =
        new CocoFolder(shapes).read("train").categories().stream().map(CocoCategory::name).toList();
    Map<String, Written> written = Conversion.yolo(yolo, names, out, Progress.NONE).splits();
    assertThat(written.keySet()).containsExactly("train", "val");
    assertThat(FolderCheck.of(out, "train", "val")).noneMatch(f -> f.kind().error());
    for (String split : List.of("train", "val")) {
      CocoDataset before = new CocoFolder(shapes).read(split);
      CocoDataset after = new CocoFolder(out).read(split);
      assertThat(written.get(split).objects()).isEqualTo(before.annotations().size());
      for (int i = 0; i < before.annotations().size(); i++) {
        assertClose(after.annotations().get(i), before.annotations().get(i));
      }
    }
  }

  private void writeYolo(String split, Path yolo) throws IOException {
    CocoDataset dataset = new CocoFolder(shapes).read(split);
    Path labels = Files.createDirectories(yolo.resolve(split).resolve("labels"));
    Path images = Files.createDirectories(yolo.resolve(split).resolve("images"));
    for (int i = 0; i < dataset.images().size(); i++) {
      String name = dataset.images().get(i).fileName();
      Files.copy(shapes.resolve(split).resolve(name), images.resolve(name));
      StringBuilder lines = new StringBuilder("\n");
      for (CocoAnnotation a : dataset.annotations(i)) {
        double cx = (a.x() + a.width() / 2) / SIZE;
        double cy = (a.y() + a.height() / 2) / SIZE;
        lines.append(a.category() + " " + cx + "\t" + cy + " ");
        lines.append(a.width() / SIZE + " " + a.height() / SIZE + "\n");
      }
      Files.writeString(labels.resolve(name.replace(".png", ".txt")), lines);
    }
  }

  private static void assertClose(CocoAnnotation after, CocoAnnotation before) {
    assertThat(after.image()).isEqualTo(before.image());
    assertThat(after.category()).isEqualTo(before.category());
    assertThat(after.x()).isCloseTo(before.x(), within(1e-9));
    assertThat(after.y()).isCloseTo(before.y(), within(1e-9));
    assertThat(after.width()).isCloseTo(before.width(), within(1e-9));
    assertThat(after.height()).isCloseTo(before.height(), within(1e-9));
  }

  @Test
  void badYoloLinesAreNamed() throws IOException {
    Path images = Files.createDirectories(folder.resolve("yolo/images/train"));
    Path label = Files.createDirectories(folder.resolve("yolo/labels/train")).resolve("a.txt");
    Files.copy(shapes.resolve("train/000001.png"), images.resolve("a.png"));
    Map<String, String> bad =
        Map.of(
            "0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1", "line 2: must be 5 numbers",
            "2 0.5 0.5 0.1 0.1", "line 1: class must be from 0 to 1, is 2",
            "x 0.5 0.5 0.1 0.1", "class must be from 0 to 1, is x",
            "0 0.5 NaN 0.1 0.1", "cy must be a finite number, is NaN",
            "0 0.5 0.5 0x1p3 0.1", "w must be a finite number",
            "0 120 0.5 0.1 0.1", "cx must be relative to the image, from 0 to 1, is 120");
    for (Map.Entry<String, String> one : bad.entrySet()) {
      Files.writeString(label, one.getKey());
      assertRefused(
          () -> Conversion.yolo(folder.resolve("yolo"), List.of("a", "b"), out, Progress.NONE),
          "a.txt: ",
          one.getValue());
    }
    Files.write(label, new byte[5 << 20]);
    assertRefused(
        () -> Conversion.yolo(folder.resolve("yolo"), List.of("a"), out, Progress.NONE),
        "a.txt: is larger than 4 MiB");
    assertRefused(
        () -> Conversion.yolo(shapes, List.of("a"), out, Progress.NONE), "neither images/SPLIT");
  }

  @Test
  void yoloImagesWithoutAFolderOfLabelsAreRefusedAndOddNamesNamed() throws IOException {
    Path images = Files.createDirectories(folder.resolve("yolo/images/train"));
    Files.copy(shapes.resolve("train/000001.png"), images.resolve("a.png"));
    Files.copy(shapes.resolve("train/000002.png"), images.resolve("png"));
    Files.copy(shapes.resolve("train/000002.png"), images.resolve(".png"));
    assertRefused(
        () -> Conversion.yolo(folder.resolve("yolo"), List.of("a"), out, Progress.NONE),
        "there are no labels to it: no folder ");
    Path labels = Files.createDirectories(folder.resolve("yolo/labels/train"));
    Files.writeString(labels.resolve("a.txt"), "0 0.5 0.5 -0.0005 0.1");
    Converted converted = Conversion.yolo(folder.resolve("yolo"), List.of("a"), out, Progress.NONE);
    assertThat(converted.splits()).containsOnly(Map.entry("train", new Written(1, 1)));
    assertThat(converted.leftOut())
        .singleElement()
        .satisfies(
            left ->
                assertThat(left.files())
                    .containsExactly(images.resolve(".png"), images.resolve("png")));
    assertThat(new CocoFolder(out).read("train").annotations().get(0).width()).isZero();
  }

  @Test
  void yoloFilesInNoSplitAreNamed() throws IOException {
    Path yolo = folder.resolve("yolo");
    for (String split : List.of("train", "extra")) {
      Path images = Files.createDirectories(yolo.resolve("images").resolve(split));
      Files.copy(shapes.resolve("train/000001.png"), images.resolve("a.png"));
      Path labels = Files.createDirectories(yolo.resolve("labels").resolve(split));
      Files.writeString(labels.resolve("a.txt"), "0 0.5 0.5 0.1 0.1");
    }
    Files.copy(shapes.resolve("train/000002.png"), yolo.resolve("images/loose.png"));
    Files.writeString(yolo.resolve("labels/classes.txt"), "a");
    Files.writeString(yolo.resolve("README.txt"), "no label");
    Converted converted = Conversion.yolo(yolo, List.of("a"), out, Progress.NONE);
    assertThat(converted.splits()).containsOnly(Map.entry("train", new Written(1, 1)));
    assertThat(converted.leftOut())
        .singleElement()
        .satisfies(
            left ->
                assertThat(left.files())
                    .containsExactly(
                        yolo.resolve("images/extra/a.png"),
                        yolo.resolve("images/loose.png"),
                        yolo.resolve("labels/extra/a.txt")));
  }

  @Test
  void vocCornersAreTakenAsEdgesOrAsPixels() throws IOException {
    Path voc = voc(object("dog", "<xmin>5</xmin><ymin>6.5</ymin><xmax>20</xmax><ymax>31</ymax>"));
    assertThat(Conversion.voc(voc, false, out, Progress.NONE).splits())
        .containsOnly(Map.entry("train", new Written(1, 2)));
    CocoDataset edges = new CocoFolder(out).read("train");
    assertThat(edges.categories())
        .containsExactly(new CocoCategory(1, "cat"), new CocoCategory(2, "dog"));
    CocoAnnotation dog = edges.annotations().get(1);
    assertThat(List.of(dog.x(), dog.y(), dog.width(), dog.height()))
        .containsExactly(5.0, 6.5, 15.0, 24.5);
    assertThat(edges.annotations()).extracting(CocoAnnotation::crowd).containsExactly(true, false);
    Path pixels = folder.resolve("pixels");
    Conversion.voc(voc, true, pixels, Progress.NONE);
    dog = new CocoFolder(pixels).read("train").annotations().get(1);
    assertThat(List.of(dog.x(), dog.y(), dog.width(), dog.height()))
        .containsExactly(4.0, 5.5, 16.0, 25.5);
  }

  @Test
  void commentsInVocFilesAreNoText() throws IOException {
    String box = "<xmin>1</xmin><ymin>2</ymin><xmax>3<!-- 9 --></xmax><ymax>4</ymax>";
    Path voc = voc(object("do<!-- not cat -->g", box));
    Conversion.voc(voc, false, out, Progress.NONE);
    CocoDataset read = new CocoFolder(out).read("train");
    assertThat(read.categories()).extracting(CocoCategory::name).containsExactly("cat", "dog");
    assertThat(read.annotations().get(1).width()).isEqualTo(2);
  }

  @Test
  void badVocFilesAreNamed() throws IOException {
    String box = "<xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax>";
    assertVoc(object("dog", box.replace("<xmin>1</xmin>", "")), "<xmin> is missing");
    assertVoc(
        object("dog", box.replace(">3<", ">many<")), "<xmax> must be a finite number, is many");
    assertVoc(object("dog", box.replace(">3<", ">0<")), "ends before it begins");
    assertVoc(object("", box), "<name> is empty");
    assertVoc(object("dog", box + "<xmin>1</xmin>"), "<xmin> occurs twice");
    assertVoc(object("dog", box).replace("</object>", ""), "not valid XML");
    assertVoc("<object>" + "<bndbox>".repeat(5000), "nested deeper");
    assertVoc("<deep>" + "<a>".repeat(100_000), "nested deeper");
  }

  @Test
  void vocFilesReachNothingElse() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "hidden");
    Path voc = voc("");
    Path xml = voc.resolve("Annotations/000001.xml");
    String text = Files.readString(xml).replace("<annotation>", "<annotation><folder>&x;</folder>");
    for (String entity : List.of("SYSTEM \"" + secret.toUri() + "\"", "\"harmless\"")) {
      Files.writeString(xml, "<!DOCTYPE annotation [<!ENTITY x " + entity + ">]>" + text);
      assertRefused(() -> Conversion.voc(voc, false, out, Progress.NONE), "000001.xml: line 1: ");
    }
    Files.writeString(voc.resolve("ImageSets/Main/train.txt"), "../../secret\n");
    assertRefused(
        () -> Conversion.voc(voc, false, out, Progress.NONE),
        "train.txt: line 1: must be an image's name");
  }

  @Test
  void whatVocListsDoNotNameIsLeftOutByName() throws IOException {
    Path voc = voc("");
    Path annotation = voc.resolve("Annotations/spare.xml");
    Files.copy(voc.resolve("Annotations/000001.xml"), annotation);
    Path image = voc.resolve("JPEGImages/spare.webp");
    Files.copy(voc.resolve("JPEGImages/000001.png"), image);
    Converted converted = Conversion.voc(voc, false, out, Progress.NONE);
    assertThat(converted.leftOut())
        .extracting(LeftOut::files)
        .containsExactly(List.of(annotation), List.of(image));
  }

  @Test
  void aVocSizeOfTheImageAsShownIsRefused() throws IOException {
    Path voc = voc("");
    Path image = voc.resolve("JPEGImages/000001.png");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", png);
    Files.write(image, turned(png.toByteArray()));
    Path xml = voc.resolve("Annotations/000001.xml");
    String text = Files.readString(xml);
    Files.writeString(xml, text.replace("<width>48<", "<width>10<").replace(">48<", ">20<"));
    assertRefused(
        () -> Conversion.voc(voc, false, out, Progress.NONE),
        "000001.xml: size is 10 x 20, but ",
        "000001.png is 20 x 10 and its EXIF orientation 6 turns it");
  }

  /** A PNG with EXIF's orientation 6 before its last chunk. */
  private static byte[] turned(byte[] png) {
    byte[] exif = {
      'e', 'X', 'I', 'f', 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0,
      0, 0, 0
    };
    CRC32 sum = new CRC32();
    sum.update(exif);
    return ByteBuffer.allocate(png.length + exif.length + 8)
        .put(png, 0, png.length - 12)
        .putInt(exif.length - 4)
        .put(exif)
        .putInt((int) sum.getValue())
        .put(png, png.length - 12, 12)
        .array();
  }

  @Test
  void foldersBehindLinksAreReadAndBrokenLinksNamed() throws IOException {
    Path real = Files.createDirectories(folder.resolve("elsewhere"));
    Files.copy(shapes.resolve("train/000001.png"), real.resolve("a.png"));
    Files.createDirectories(folder.resolve("yolo/labels/train"));
    Files.createDirectories(folder.resolve("yolo/images"));
    Files.createSymbolicLink(folder.resolve("yolo/images/train"), real);
    Path yolo = folder.resolve("yolo");
    assertThat(Conversion.yolo(yolo, List.of("a"), out, Progress.NONE).splits())
        .containsOnly(Map.entry("train", new Written(1, 0)));
    Files.createSymbolicLink(real.resolve("b.png"), folder.resolve("nowhere.png"));
    assertThatThrownBy(
            () -> Conversion.yolo(yolo, List.of("a"), folder.resolve("two"), Progress.NONE))
        .isInstanceOf(CocoException.class)
        .hasMessageContaining("b.png cannot be read: no such file");
  }

  private void assertVoc(String objects, String expected) throws IOException {
    Path voc = voc(objects);
    assertRefused(
        () -> Conversion.voc(voc, false, out, Progress.NONE), "000001.xml: line ", expected);
  }

  private void assertRefused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(CocoException.class)
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
    assertThat(out).doesNotExist();
  }

  private static String object(String name, String box) {
    return "<object><name>"
        + name
        + "</name><part><name>head</name><bndbox/></part><bndbox>"
        + box
        + "</bndbox></object>";
  }

  /** A folder of one image with a difficult cat and what is given. */
  private Path voc(String objects) throws IOException {
    Path voc = Files.createDirectories(folder.resolve("voc"));
    Path images = Files.createDirectories(voc.resolve("JPEGImages"));
    if (!Files.exists(images.resolve("000001.png"))) {
      Files.copy(shapes.resolve("train/000001.png"), images.resolve("000001.png"));
    }
    Path lists = Files.createDirectories(voc.resolve("ImageSets/Main"));
    Files.writeString(lists.resolve("train.txt"), "000001\n\n");
    String cat =
        object("cat", "<xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax>")
            .replace("<bndbox><xmin>", "<difficult>1</difficult><bndbox><xmin>");
    Files.writeString(
        Files.createDirectories(voc.resolve("Annotations")).resolve("000001.xml"),
        "<annotation>\n<size><width>48</width><height>48</height><depth>3</depth></size>\n"
            + cat
            + "\n"
            + objects
            + "\n</annotation>\n");
    return voc;
  }
}
