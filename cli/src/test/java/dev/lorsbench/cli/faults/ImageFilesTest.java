package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.images.ImageException;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.workers.data.Sample;
import dev.lorsbench.workers.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an image, what is refused, and that the check and the training agree on it. */
class ImageFilesTest {
  @TempDir Path folder;

  private static List<JsonObject> findings(Lors run) {
    JsonArray all = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("findings");
    return StreamSupport.stream(all.spliterator(), false).map(f -> f.getAsJsonObject()).toList();
  }

  /** The images of a split that training would refuse. */
  private static List<String> refusedByTraining(Path data, String split) {
    List<String> refused = new ArrayList<>();
    for (Sample sample : Split.val(new DataConfig(data.toString(), split, split, null)).samples()) {
      try {
        ImageFile.read(sample.file(), sample.width(), sample.height());
      } catch (ImageException e) {
        refused.add(sample.file().getFileName().toString());
      }
    }
    return refused;
  }

  @ParameterizedTest
  @CsvSource({
    "12-check-vs-reader/cmyk.jpg, 0, ''",
    "12-check-vs-reader/bmp-cut.bmp, 1, bmp-cut.bmp is cut short",
    "12-check-vs-reader/png-cut-iend.png, 1, png-cut-iend.png is cut short",
    "12-check-vs-reader/trailing8k.jpg, 0, ''",
    "16-damaged-png/png-bitflip.png, 1, png-bitflip.png is damaged: the checksum of its IDAT chunk",
  })
  void theCheckSaysWhatTrainingRefuses(String given, int code, String message) {
    Path data = Lors.given(given);
    Lors run = Lors.run("data", "check", data, "--split", "val", "--json");
    assertThat(run.code()).as(run.out()).isEqualTo(code);
    assertThat(run.out()).contains(message);
    assertThat(refusedByTraining(data, "val")).hasSize(code);
  }

  @ParameterizedTest
  @CsvSource({"cmyk, 0", "pngmid, 1", "gifcut, 1"})
  void eachSplitIsDecoded(String given, int code) {
    Path data = Lors.given("02-check-passes-unreadable-images").resolve(given);
    Lors run = Lors.run("data", "check", data, "--json");
    assertThat(run.code()).as(run.out()).isEqualTo(code);
    for (String split : List.of("train", "val")) {
      List<String> refused = refusedByTraining(data, split);
      assertThat(
              findings(run).stream()
                  .filter(f -> f.get("split").getAsString().equals(split))
                  .filter(f -> f.get("kind").getAsString().equals("corrupt_file")))
          .as(run.out())
          .hasSameSizeAs(refused)
          .hasSize(code);
    }
  }

  @Test
  void quickReadsHeadersOnly() {
    Path data = Lors.given("12-check-vs-reader/bmp-cut.bmp");
    Lors run = Lors.run("data", "check", data, "--split", "val", "--quick");
    assertThat(run.code()).as(run.out()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"exif3, 3, 0", "exif6-swapped, 6, 1"})
  void anImageThatViewersTurnIsNamed(String given, int orientation, int code) {
    Path data = Lors.given("15-exif-orientation").resolve(given);
    Lors run = Lors.run("data", "check", data, "--split", "val", "--json");
    assertThat(run.code()).as(run.out()).isEqualTo(code);
    assertThat(findings(run))
        .filteredOn(f -> f.get("kind").getAsString().equals("turned"))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.get("message").getAsString())
                    .contains("EXIF orientation " + orientation, "stored pixels"));
  }

  @Test
  void boxesOfYoloMeanTheImageAsItIsShown() throws IOException {
    Path out = folder.resolve("coco");
    Lors run =
        Lors.run(
            "data", "convert", "--from", "yolo", Lors.given("03-yolo-exif/input"), "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    JsonObject written =
        JsonParser.parseString(Files.readString(out.resolve("annotations/instances_train.json")))
            .getAsJsonObject();
    JsonObject image = written.getAsJsonArray("images").get(0).getAsJsonObject();
    assertThat(image.get("width").getAsInt()).isEqualTo(100);
    List<Double> box = new ArrayList<>();
    written
        .getAsJsonArray("annotations")
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("bbox")
        .forEach(n -> box.add(n.getAsDouble()));
    assertThat(box)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1)
        .containsExactly(30.0, 20.0, 40.0, 10.0);
    Lors check = Lors.run("data", "check", out, "--split", "train");
    assertThat(check.out()).contains("EXIF orientation 6");
  }

  @Test
  void webpIsConvertedAndEveryOtherFileIsNamed() throws IOException {
    Path yolo = Lors.copied("13-convert-drops-images/yolo", folder.resolve("yolo"));
    Files.writeString(yolo.resolve("images/train/notes.md"), "mine");
    Path out = folder.resolve("coco");
    Lors run = Lors.run("data", "convert", "--from", "yolo", yolo, "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("train, 4 images");
    assertThat(run.err()).contains("left out 1 file (", "notes.md");
    assertThat(Lors.run("data", "check", out, "--split", "train").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiff", "webp", "jfif", "dib"})
  void theEndingsOfAllFormatsAreImages(String ending) throws IOException {
    Path yolo = folder.resolve("yolo");
    Files.createDirectories(yolo.resolve("labels/train"));
    Path images = Files.createDirectories(yolo.resolve("images/train"));
    Files.copy(Lors.given("17-cmyk-tiff/t.tiff"), images.resolve("a." + ending));
    Files.writeString(yolo.resolve("data.yaml"), "names: [a]\n");
    Lors run = Lors.run("data", "convert", "--from", "yolo", yolo, "--out", folder.resolve("coco"));
    assertThat(run.out()).as(run.err()).contains("train, 1 images");
  }

  @Test
  void inksOfATiffAreNotColours() {
    Path given = Lors.given("17-cmyk-tiff");
    assertThat(ImageFile.read(given.resolve("cmyk.tiff")).rgb())
        .isEqualTo(ImageFile.read(given.resolve("t.tiff")).rgb());
  }

  @ParameterizedTest
  @CsvSource({
    "'', there are none",
    "'{\"id\": 1, \"image_id\": 1, \"category_id\": 1, \"bbox\": [1, 1, 5, 5],"
        + " \"area\": 25, \"iscrowd\": 1}', all are crowds"
  })
  void annotationsThatTeachNothingAreAnError(String annotation, String message) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("instances.json"),
            """
            {"images": [{"id": 1, "file_name": "a.png", "width": 9, "height": 9}],
             "annotations": [%s], "categories": [{"id": 1, "name": "a"}]}
            """
                .formatted(annotation));
    Lors run = Lors.run("data", "check", file);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains(message);
  }
}
