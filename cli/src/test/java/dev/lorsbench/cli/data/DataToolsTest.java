package dev.lorsbench.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.coco.check.FolderCheck;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code data stats}, {@code mini} and {@code convert} from the command line. */
class DataToolsTest {
  @TempDir Path temp;
  private final StringWriter out = new StringWriter();
  private Path folder;

  private int lors(String... args) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out, true));
    return line.execute(args);
  }

  @BeforeEach
  void write() {
    folder = temp.resolve("shapes");
    Shapes.write(folder, new ShapesSpec(1, 20, 10, 48), n -> {});
  }

  @Test
  void statsShowBarsForEverySplit() {
    assertThat(lors("data", "stats", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("train: 20 images", "val: 10 images", "objects by category", "circle", "█");
  }

  @Test
  void statsGiveJsonAndAPicture() throws IOException {
    Path png = temp.resolve("stats.png");
    Path json = folder.resolve("annotations/instances_val.json");
    assertThat(lors("data", "stats", json.toString(), "--json", "--png", png.toString())).isZero();
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject val = report.getAsJsonObject("instances_val.json");
    assertThat(val.get("images").getAsInt()).isEqualTo(10);
    assertThat(val.getAsJsonArray("categories")).isNotEmpty();
    BufferedImage picture = ImageIO.read(png.toFile());
    assertThat(picture.getWidth()).isGreaterThan(1000);
    assertThat(picture.getRGB(2, 2) & 0xffffff).isEqualTo(0xffffff);
  }

  @Test
  void miniWritesASmallSoundFolder() {
    Path mini = temp.resolve("mini");
    assertThat(lors("data", "mini", folder.toString(), "--images", "5", "--out", mini.toString()))
        .isZero();
    assertThat(out.toString()).contains("train, 5 images", "val, 1 images");
    assertThat(FolderCheck.of(mini, "train", "val")).noneMatch(f -> f.kind().error());
    assertThat(lors("data", "mini", folder.toString(), "--out", mini.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("mini: is there and not empty");
  }

  @Test
  void convertReadsTheNamesThatItFinds() throws IOException {
    Path yolo = temp.resolve("yolo");
    Path images = Files.createDirectories(yolo.resolve("images/train"));
    Path labels = Files.createDirectories(yolo.resolve("labels/train"));
    Files.copy(folder.resolve("train/000001.png"), images.resolve("1.png"));
    Files.writeString(labels.resolve("1.txt"), "1 0.5 0.5 0.25 0.5\n");
    String[] convert = {
      "data", "convert", "--from", "yolo", yolo.toString(), "--out", temp.resolve("coco").toString()
    };
    assertThat(lors(convert)).isEqualTo(1);
    assertThat(out.toString()).contains("neither data.yaml nor classes.txt");
    Files.writeString(yolo.resolve("data.yaml"), "names: {0: cat, 2: dog}\n");
    assertThat(lors(convert)).isEqualTo(1);
    assertThat(out.toString()).contains("\"names\" has no class 1");
    Files.writeString(yolo.resolve("data.yaml"), "names: {0: cat, 1: dog}\n");
    assertThat(lors(convert)).as(out.toString()).isZero();
    assertThat(temp.resolve("coco/annotations/instances_train.json"))
        .content()
        .contains("\"bbox\":[18.0,12.0,12.0,24.0]", "\"name\":\"dog\"");
  }

  @Test
  void wrongUsageEndsWith2() {
    assertThat(lors("data", "stats", temp.resolve("none").toString())).isEqualTo(2);
    assertThat(lors("data", "mini", folder.toString())).isEqualTo(2);
    assertThat(lors("data", "mini", folder.toString(), "--images", "0", "--out", "x")).isEqualTo(2);
    assertThat(lors("data", "convert", folder.toString(), "--out", "x")).isEqualTo(2);
    assertThat(
            lors(
                "data",
                "convert",
                "--from",
                "voc",
                folder.toString(),
                "--classes",
                "x",
                "--out",
                "y"))
        .isEqualTo(2);
  }
}
