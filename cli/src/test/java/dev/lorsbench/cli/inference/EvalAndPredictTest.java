package dev.lorsbench.cli.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.train.TinyModel;
import dev.lorsbench.images.ImageFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A model is trained by the command, then used by the two that take its files. */
class EvalAndPredictTest {
  private static final List<String> TRAINING =
      List.of("--size", "64", "--steps", "9", "--batch", "2", "--threads", "1", "--json");

  @TempDir static Path temp;
  private static String data;
  private static String run;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void train() throws IOException {
    data = TinyModel.data(temp, 5).toString();
    run = temp.resolve("run").toString();
    List<String> words = new ArrayList<>(List.of("train", "--data", data, "--out", run));
    words.addAll(List.of("--config", TinyModel.config(temp).toString()));
    words.addAll(TRAINING);
    words.addAll(List.of("--set", "checkpoint_every=5", "--set", "warmup_steps=0"));
    assertThat(new EvalAndPredictTest().lors(words.toArray(String[]::new))).isZero();
  }

  private int lors(String... args) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void evaluatingTheRunGivesWhatItsTrainingEndedWith() throws IOException {
    assertThat(lors("eval", run, "--data", data, "--threads", "1", "--json")).isZero();
    JsonArray stats = object(out.toString()).getAsJsonArray("stats");
    JsonObject result = object(Files.readString(Path.of(run, "result.json")));
    assertThat(stats.get(0).getAsDouble()).isEqualTo(result.get("ap").getAsDouble());
    assertThat(stats.get(1).getAsDouble()).isEqualTo(result.get("ap50").getAsDouble());
  }

  @Test
  void aCheckpointIsAModelTooAndItsDetectionsEvaluateToTheSame() {
    Path found = temp.resolve("found.json");
    String checkpoint = run + "/checkpoints/step-00000005.json";
    assertThat(lors("eval", checkpoint, "--data", data, "--detections", found.toString())).isZero();
    String twelve = out.toString();
    assertThat(twelve.lines()).hasSize(12);
    out.getBuffer().setLength(0);
    String truth = data + "/annotations/instances_val.json";
    assertThat(lors("cocoeval", truth, found.toString())).isZero();
    assertThat(out).hasToString(twelve);
  }

  @Test
  void sharesNeedAFolderAndANumberAndPartsHoldNoBoxes() {
    String parts = temp.resolve("parts").toString();
    assertThat(lors("eval", run, "--data", data, "--share", "1/2")).isEqualTo(2);
    assertThat(err.toString()).contains("--share needs --parts");
    for (String wrong : List.of("0/2", "3/2", "2", "a/b", "1/99999")) {
      err.getBuffer().setLength(0);
      assertThat(lors("eval", run, "--data", data, "--parts", parts, "--share", wrong))
          .isEqualTo(2);
      assertThat(err.toString()).contains("--share is " + wrong + "; allowed is I/N");
    }
    assertThat(lors("eval", run, "--data", data, "--parts", parts, "--detections", "f"))
        .isEqualTo(2);
    assertThat(lors("eval", run, "--data", data, "--parts", parts, "--part-images", "0"))
        .isEqualTo(2);
    assertThat(Path.of(parts)).doesNotExist();
  }

  @Test
  void partsOfBatchesOfAnotherSizeAreNotMixedIn() throws IOException {
    Path parts = temp.resolve("mixed");
    String[] first = {"eval", run, "--data", data, "--parts", parts.toString()};
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(List.of("--threads", "1", "--part-images", "2", "--json"));
    List<String> share = new ArrayList<>(words);
    share.addAll(List.of("--batch", "2", "--share", "1/1"));
    assertThat(lors(share.toArray(String[]::new))).as(err.toString()).isZero();
    Files.writeString(parts.resolve("mine.part"), "not theirs");
    out.getBuffer().setLength(0);
    words.addAll(List.of("--batch", "1"));
    assertThat(lors(words.toArray(String[]::new))).as(err.toString()).isZero();
    String merged = out.toString();
    out.getBuffer().setLength(0);
    assertThat(lors("eval", run, "--data", data, "--threads", "1", "--batch", "1", "--json"))
        .isZero();
    assertThat(out).hasToString(merged);
    assertThat(parts).isDirectoryContaining("glob:**mine.part");
  }

  @Test
  void otherCategoriesAreRefused() throws IOException {
    Path other = temp.resolve("other/annotations");
    Files.createDirectories(other);
    Files.writeString(
        other.resolve("instances_val.json"),
        """
        {"images": [{"id": 1, "file_name": "a.jpg", "width": 8, "height": 8}],
         "annotations": [], "categories": [{"id": 4, "name": "cat"}]}
        """);
    assertThat(lors("eval", run, "--data", other.getParent().toString())).isEqualTo(1);
    assertThat(err.toString()).contains("its categories (4 cat) are not the model's (1 ");
  }

  @Test
  void aFileThatIsNoModelIsNamed() throws IOException {
    Path text = Files.writeString(temp.resolve("text.safetensors"), "not tensors");
    assertThat(lors("eval", text.toString(), "--data", data)).isEqualTo(2);
    assertThat(err.toString()).startsWith("lors: " + text).hasLineCount(1);
    assertThat(lors("eval", temp.resolve("nowhere").toString(), "--data", data)).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere does not exist");
  }

  @Test
  void predictDrawsEveryImageAndWritesCocoResults() throws IOException {
    Path found = temp.resolve("predicted");
    String val = data + "/val";
    assertThat(lors("predict", run, val, "--out", found.toString(), "--threshold", "0", "--json"))
        .as(err.toString())
        .isZero();
    assertThat(object(out.toString()).get("images").getAsInt()).isEqualTo(5);
    JsonArray images =
        JsonParser.parseString(Files.readString(found.resolve("images.json"))).getAsJsonArray();
    assertThat(images).hasSize(5);
    Path first = Path.of(images.get(0).getAsJsonObject().get("file_name").getAsString());
    String picture = first.getFileName().toString().replaceAll("\\..*$", ".png");
    assertThat(ImageIO.read(found.resolve(picture).toFile()).getWidth()).isEqualTo(64);
    assertThat(Files.readAllBytes(found.resolve(picture))).isNotEqualTo(Files.readAllBytes(first));
    JsonObject box =
        JsonParser.parseString(Files.readString(found.resolve("predictions.json")))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    assertThat(box.keySet()).containsExactly("image_id", "category_id", "bbox", "score");
  }

  @Test
  void whatIsNoImageIsNamedBeforeAnythingIsWritten() throws IOException {
    Path text = Files.writeString(temp.resolve("text.jpg"), "not a picture");
    Path found = temp.resolve("nothing");
    assertThat(lors("predict", run, text.toString(), "--out", found.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("text.jpg is not an image of a known kind").hasLineCount(1);
    assertThat(found).doesNotExist();
  }

  @Test
  void aBadImageIsNamedAndTheOthersArePredicted() throws IOException {
    Path images = Files.createDirectories(temp.resolve("some"));
    byte[] png = Files.readAllBytes(Path.of(data, "val", "000001.png"));
    Files.write(images.resolve("good.png"), png);
    png[png.length - 20] ^= 1;
    Files.write(images.resolve("damaged.png"), png);
    Files.writeString(images.resolve("text.webp"), "not a picture");
    Files.writeString(images.resolve("notes.txt"), "mine");
    Path cmyk = fault("17-cmyk-tiff/cmyk.tiff");
    Files.copy(cmyk, images.resolve("inks.TIF"));
    Path cut = fault("12-check-vs-reader/bmp-cut.bmp/val/bmp-cut.bmp");
    Files.copy(cut, images.resolve("half.bmp")); // its head is whole: found out when it is decoded
    Path found = temp.resolve("rest");
    assertThat(lors("predict", run, images.toString(), "--out", found.toString(), "--json"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "damaged.png is damaged",
            "text.webp is not an image",
            "left out 1 file",
            "notes.txt",
            "half.bmp is cut short")
        .hasLineCount(4);
    JsonObject summary = object(out.toString());
    assertThat(summary.get("images").getAsInt()).isEqualTo(2);
    assertThat(summary.get("left_out").getAsInt()).isEqualTo(3);
    assertThat(found.resolve("good.png")).exists();
    assertThat(found.resolve("inks.png")).exists();
    assertThat(Files.readString(found.resolve("images.json"))).doesNotContain("damaged", "half");
  }

  @Test
  void picturesShowThePixelsThatTheModelSaw() throws IOException {
    Path found = temp.resolve("gray");
    Path gray = fault("05-predict-picture-gray-alpha/grey.png");
    Path alpha = fault("05-predict-picture-gray-alpha/la.png");
    assertThat(
            lors(
                "predict",
                run,
                gray.toString(),
                alpha.toString(),
                "--threshold",
                "1",
                "--out",
                found.toString()))
        .as(err.toString())
        .isZero();
    assertThat(ImageIO.read(found.resolve("la.png").toFile()).getRGB(30, 3) & 0xffffff)
        .isEqualTo(0x3c3c3c);
    assertThat(ImageFile.read(found.resolve("la.png")).rgb())
        .isEqualTo(ImageFile.read(found.resolve("grey.png")).rgb())
        .isEqualTo(ImageFile.read(gray).rgb());
  }

  private static Path fault(String name) throws IOException {
    try {
      return Path.of(EvalAndPredictTest.class.getResource("/faults/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  @Test
  void whatIsForClassifiersOrMissingIsOneLine() {
    String val = data + "/val";
    assertThat(lors("predict", run, val, "--out", temp.toString(), "--top", "3")).isEqualTo(2);
    assertThat(lors("predict", run, val)).isEqualTo(2);
    assertThat(err.toString())
        .contains("--top is for classifiers", "--out DIR is needed")
        .hasLineCount(2);
  }

  private static JsonObject object(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
