package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** YOLO's data sets as people's tools write them. */
class YoloTest {
  @TempDir Path folder;
  private Path yolo;
  private Path labels;

  @BeforeEach
  void one() throws IOException {
    yolo = Lors.copied("18-bom-text", folder.resolve("given")).resolve("yolo");
    labels = yolo.resolve("labels/train/a.v1.rf.123.txt");
    Files.writeString(yolo.resolve("data.yaml"), "names: [cat, dog]\n");
  }

  private Lors convert(Object... more) {
    List<Object> line =
        new ArrayList<>(List.of("data", "convert", "--from", "yolo", yolo, "--out", out()));
    line.addAll(List.of(more));
    return Lors.run(line.toArray());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonArray written(String key) throws IOException {
    String json = Files.readString(out().resolve("annotations/instances_train.json"));
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray(key);
  }

  private JsonObject image() throws IOException {
    return written("images").get(0).getAsJsonObject();
  }

  @Test
  void theBoxAroundAnOutlineIsTaken() throws IOException {
    Files.writeString(labels, "1 0.25 0.5 0.5 0.25 0.75 0.75 0.5 0.5\n0 0.5 0.5 0.5 0.5\n");
    Lors run = convert();
    assertThat(run.err()).contains("lors: 1 object is an outline; the box around each was taken");
    double width = image().get("width").getAsDouble();
    double height = image().get("height").getAsDouble();
    JsonArray box = written("annotations").get(0).getAsJsonObject().getAsJsonArray("bbox");
    assertThat(box.asList())
        .extracting(e -> e.getAsDouble())
        .containsExactly(0.25 * width, 0.25 * height, 0.5 * width, 0.5 * height);
    assertThat(written("annotations")).hasSize(2);
  }

  @Test
  void anEvenNumberOfWordsIsNoLine() throws IOException {
    Files.writeString(labels, "1 0.25 0.5 0.5 0.25 0.75\n");
    Lors run = convert();
    assertThat(run.err()).contains("line 1: must be 5 numbers").contains("has 6 words");
    assertThat(run.code()).isEqualTo(1);
    assertThat(out()).doesNotExist();
  }

  @Test
  void labelsWithoutAnImageAreCountedAndNamed() throws IOException {
    Files.writeString(labels.resolveSibling("orphan.txt"), "0 0.5 0.5 0.5 0.5\n");
    Files.writeString(labels.resolveSibling("classes.txt"), "cat\ndog\n");
    Lors run = convert();
    assertThat(run.code()).isZero();
    assertThat(run.err()).contains("labels without an image").contains("orphan.txt");
    assertThat(run.err()).doesNotContain("classes.txt");
  }

  @Test
  void aSetWithoutSplitsIsTrain() throws IOException {
    Path image = yolo.resolve("images/train/a.v1.rf.123.jpg");
    Files.move(image, yolo.resolve("images/a.jpg"));
    Files.delete(image.getParent());
    Files.writeString(yolo.resolve("labels/a.txt"), "1 0.5 0.5 0.5 0.5\n");
    Lors run = convert();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(image().get("file_name").getAsString()).isEqualTo("a.jpg");
    assertThat(written("annotations")).hasSize(1);
    assertThat(run.err()).contains("labels without an image").contains("a.v1.rf.123.txt");
  }

  @Test
  void theNamesMayStandInAnyFile() throws IOException {
    Files.delete(yolo.resolve("data.yaml"));
    Path names = Files.writeString(folder.resolve("coco8.yaml"), "nc: 2\nnames: {0: a, 1: b}\n");
    Lors run = convert("--names", names);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(written("categories").get(1).getAsJsonObject().get("name").getAsString())
        .isEqualTo("b");
    Lors both = convert("--names", names, "--classes", names);
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void aCountThatDisagreesIsRefused() throws IOException {
    Files.writeString(yolo.resolve("data.yaml"), "nc: 3\nnames: [cat, dog]\n");
    Lors run = convert();
    assertThat(run.err())
        .contains("data.yaml:1: nc is 3, and names has 2 classes; one of them is wrong");
    assertThat(run.code()).isEqualTo(1);
  }
}
