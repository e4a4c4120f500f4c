package dev.lorsbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Train, compress, train on, merge: a classifier's way through the commands. */
class ClassifierCommandsTest {
  private static final String FULL =
      "{patch_size: 8, embed_dim: 16, depth: 3, num_heads: 2, mlp_ratio: 2}";
  @TempDir Path temp;
  private Path data;
  private Path full;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectories(temp.resolve("data"));
    Files.writeString(data.resolve("batches.meta.txt"), "cat\ndog\n");
    Files.write(data.resolve("train_batch.bin"), images(12));
    Files.write(data.resolve("test_batch.bin"), images(6));
    full = Files.writeString(temp.resolve("full.yaml"), FULL);
  }

  @Test
  void trainCompressTrainOnMerge() throws IOException {
    Path run = temp.resolve("run");
    assertThat(train(full, run)).isZero();
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("task").getAsString())
        .isEqualTo("classification");

    Path low = temp.resolve("low.safetensors");
    JsonObject report = json("compress", run, "--rank", 4, "--out", low, "--json");
    assertThat(report.getAsJsonArray("layers")).hasSize(3 * 4);
    assertThat(report.get("parameters").getAsLong())
        .isLessThan(report.get("parameters_before").getAsLong());

    Path config = Files.writeString(temp.resolve("low.yaml"), FULL.replace("}", ", rank: 4}"));
    Path tuned = temp.resolve("tuned");
    assertThat(train(config, tuned, "--from", low)).isZero();

    Path plain = temp.resolve("plain.safetensors");
    JsonObject merged = json("merge", tuned, "--out", plain, "--json");
    assertThat(merged.get("deviation").getAsDouble()).isLessThan(1e-5);
    assertThat(merged.get("family").getAsString()).isEqualTo("deit");

    assertThat(run("merge", plain, "--out", temp.resolve("again.safetensors"))).isEqualTo(2);
    assertThat(err.toString()).contains("holds a model of plain weights (deit); nothing to merge");
    assertThat(run("compress", tuned, "--rank", 4, "--out", plain)).isEqualTo(2);
    assertThat(err.toString()).contains("holds a LORS model; give one of plain weights");
    assertThat(train(config, temp.resolve("bad"), "--from", plain)).isEqualTo(1);
    assertThat(err.toString()).contains("does not fit the model: tensor", "is missing");
  }

  @Test
  void evaluatingTheRunGivesWhatItsTrainingEndedWith() throws IOException {
    Path run = temp.resolve("run");
    assertThat(train(full, run)).isZero();
    JsonObject result =
        JsonParser.parseString(Files.readString(run.resolve("result.json"))).getAsJsonObject();
    JsonObject found = json("eval", run, "--data", data, "--json");
    assertThat(found.get("images").getAsInt()).isEqualTo(6);
    assertThat(found.get("top1").getAsDouble()).isEqualTo(result.get("top1").getAsDouble());
    assertThat(json("eval", run, "--data", data, "--split", "train", "--json").get("images"))
        .hasToString("12");

    assertThat(run("eval", run, "--data", data, "--per-category")).isEqualTo(2);
    assertThat(err.toString()).contains("the checkpoint holds a classifier").hasLineCount(1);
    Files.writeString(data.resolve("batches.meta.txt"), "dog\ncat\n");
    assertThat(run("eval", run, "--data", data)).isEqualTo(1);
    assertThat(err.toString()).contains("its classes (dog, cat) are not the model's (cat, dog)");
  }

  /** The same pictures from files give the accuracy that evaluating the set gives. */
  @Test
  void predictingTheImagesOfASetAgreesWithItsEvaluation() throws IOException {
    Path run = temp.resolve("run");
    assertThat(train(full, run)).isZero();
    Path pictures = Files.createDirectories(temp.resolve("pictures"));
    byte[] records = Files.readAllBytes(data.resolve("test_batch.bin"));
    for (int i = 0; i < 6; i++) {
      Path to = pictures.resolve("image" + i + ".png");
      ImageIO.write(picture(records, i * 3073 + 1), "png", to.toFile());
    }
    Path found = temp.resolve("found");
    assertThat(run("predict", run, pictures, "--out", found, "--json")).as(err.toString()).isZero();
    JsonArray images = JsonParser.parseString(out.toString()).getAsJsonArray();
    assertThat(found.resolve("predictions.json")).hasContent(out.toString());
    int right = 0;
    for (int i = 0; i < 6; i++) {
      JsonArray top = images.get(i).getAsJsonObject().getAsJsonArray("top");
      right += top.get(0).getAsJsonObject().get("category_id").getAsInt() == i % 2 ? 1 : 0;
      double sum = 0;
      for (int c = 0; c < 2; c++) {
        sum += top.get(c).getAsJsonObject().get("probability").getAsDouble();
      }
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
    assertThat(json("eval", run, "--data", data, "--json").get("top1").getAsDouble())
        .isEqualTo(right / 6.0);

    assertThat(run("predict", run, pictures.resolve("image0.png"), "--top", 1)).isZero();
    assertThat(out.toString())
        .containsPattern("image0.png +(cat|dog) +[01]\\.\\d{4}")
        .hasLineCount(3);
    assertThat(run("predict", run, pictures, "--threshold", "0.5")).isEqualTo(2);
    assertThat(run("predict", run, pictures, "--top", "0")).isEqualTo(2);
    assertThat(run("predict", run, data.resolve("test_batch.bin"))).isEqualTo(1);

    byte[] gif = Files.readAllBytes(gif(pictures.resolve("image1.png")));
    Files.write(pictures.resolve("cut.gif"), Arrays.copyOf(gif, gif.length / 2));
    assertThat(run("predict", run, pictures, "--top", 1, "--json")).isEqualTo(1);
    assertThat(JsonParser.parseString(out.toString()).getAsJsonArray()).hasSize(6);
    assertThat(err.toString()).contains("cut.gif is cut short");
  }

  /** A copy of a picture in that format. */
  private Path gif(Path picture) throws IOException {
    Path to = temp.resolve("copy.gif");
    ImageIO.write(ImageIO.read(picture.toFile()), "gif", to.toFile());
    return to;
  }

  private static BufferedImage picture(byte[] records, int from) {
    BufferedImage picture = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1024; i++) {
      int red = records[from + i] & 0xff;
      int green = records[from + 1024 + i] & 0xff;
      int blue = records[from + 2048 + i] & 0xff;
      picture.setRGB(i % 32, i / 32, red << 16 | green << 8 | blue);
    }
    return picture;
  }

  @Test
  void aClassifierIsExportedInEveryFormat() {
    Path run = temp.resolve("run");
    assertThat(train(full, run)).isZero();
    for (String format : new String[] {"torchscript", "onnx", "safetensors"}) {
      Path to = temp.resolve(format);
      assertThat(run("export", run, "--format", format, "--out", to)).as(err.toString()).isZero();
      assertThat(to).isNotEmptyFile();
    }
    assertThat(json("eval", temp.resolve("safetensors"), "--data", data, "--json").keySet())
        .containsExactly("images", "top1");
    Path refused = temp.resolve("refused");
    assertThat(run("export", run, "--format", "onnx", "--count", 5, "--out", refused)).isEqualTo(2);
    assertThat(err.toString()).contains("holds a classifier").hasLineCount(1);
    assertThat(refused).doesNotExist();
  }

  @Test
  void aRankBeyondTheModelIsOneLineAndNothingIsWritten() {
    assertThat(train(full, temp.resolve("run"))).isZero();
    Path low = temp.resolve("low.safetensors");
    assertThat(run("compress", temp.resolve("run"), "--rank", 17, "--out", low)).isEqualTo(2);
    assertThat(err.toString()).contains("rank is 17; allowed is 0 to 16");
    assertThat(low).doesNotExist();
    assertThat(run("compress", temp.resolve("nowhere"), "--rank", 1, "--out", low)).isEqualTo(2);
    assertThat(err.toString()).contains("nowhere does not exist");
  }

  private int train(Path config, Path to, Object... more) {
    Object[] base = {
      "train",
      "--task",
      "classification",
      "--data",
      data,
      "--config",
      config,
      "--steps",
      3,
      "--batch",
      4,
      "--set",
      "warmup_steps=0",
      "--threads",
      1,
      "--json",
      "--out",
      to
    };
    Object[] all = Arrays.copyOf(base, base.length + more.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return run(all);
  }

  private JsonObject json(Object... arguments) {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return JsonParser.parseString(out.toString()).getAsJsonObject();
  }

  private int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    return line.execute(texts);
  }

  private static byte[] images(int count) {
    byte[] all = new byte[count * 3073];
    new Random(count).nextBytes(all);
    for (int i = 0; i < count; i++) {
      all[i * 3073] = (byte) (i % 2);
    }
    return all;
  }
}
