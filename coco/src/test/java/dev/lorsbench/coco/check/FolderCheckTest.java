package dev.lorsbench.coco.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lorsbench.coco.Shared;
import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    Shapes.write(folder, new ShapesSpec(5, 30, 30, 48), n -> {});
  }

  @Test
  void aSoundFolderHasNoFindings() {
    assertThat(FolderCheck.of(folder, "train", "val")).isEmpty();
  }

  @Test
  void everyBadFileIsFoundAtOnce() throws IOException {
    Path train = folder.resolve("train");
    Files.delete(train.resolve("000003.png"));
    byte[] whole = Files.readAllBytes(train.resolve("000004.png"));
    Files.write(train.resolve("000004.png"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(train.resolve("000005.png"), "<html>404</html>");
    Files.copy(train.resolve("000001.png"), folder.resolve("val/000002.png"), REPLACE);
    assertThat(FolderCheck.of(folder, "train", "val"))
        .extracting(Finding::kind, Finding::split, Finding::subject)
        .containsExactly(
            tuple(Kind.MISSING_FILE, "train", "image 3"),
            tuple(Kind.CORRUPT_FILE, "train", "image 4"),
            tuple(Kind.CORRUPT_FILE, "train", "image 5"),
            tuple(Kind.IN_TWO_SPLITS, "val", "image 2"));
  }

  @Test
  void imagesWithoutAnEntryAreCountedAndNamed() throws IOException {
    Path train = folder.resolve("train");
    Files.copy(train.resolve("000001.png"), train.resolve("mine.WEBP"));
    Files.writeString(train.resolve("notes.txt"), "no image");
    assertThat(FolderCheck.of(folder, "train"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.UNLISTED);
              assertThat(finding.message()).contains("1 image files", "mine.WEBP");
            });
  }

  @Test
  void everyBadAnnotationIsFoundAtOnce() throws IOException {
    Files.writeString(
        folder.resolve("annotations/instances_val.json"),
        """
        {"images": [{"id": 1, "file_name": "000001.png", "width": 48, "height": 47},
                    {"id": 2, "file_name": "../train/000002.png", "width": 48, "height": 48},
                    {"id": 2, "width": 48, "height": 48}],
         "annotations": [
           {"id": 1, "image_id": 9, "category_id": 9, "bbox": [0, 0, 1, 1], "area": 1},
           {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, -1, 1], "area": 1},
           {"id": 3, "image_id": 1, "category_id": 1, "bbox": [0, 0, 0, 1], "area": 1},
           {"id": 4, "image_id": 1, "category_id": 1, "bbox": [40, 40, 20, 1], "area": 1}],
         "categories": [{"id": 1, "name": "circle"}, {"id": 2, "name": "triangle"}]}
        """);
    assertThat(FolderCheck.of(folder, "train", "val"))
        .extracting(Finding::kind)
        .containsExactly(
            Kind.DUPLICATE_ID,
            Kind.UNKNOWN_ID,
            Kind.UNKNOWN_ID,
            Kind.DUPLICATE_ID,
            Kind.NEGATIVE_BOX,
            Kind.ZERO_AREA,
            Kind.OUTSIDE,
            Kind.UNUSED_CATEGORY,
            Kind.WRONG_SIZE,
            Kind.BAD_IMAGE_ENTRY,
            Kind.BAD_IMAGE_ENTRY,
            Kind.UNLISTED,
            Kind.OTHER_CATEGORIES);
    assertThat(FolderCheck.of(folder, "test"))
        .extracting(Finding::kind)
        .containsExactly(Kind.UNREADABLE);
  }

  @Test
  void imagesInOneSplitTwiceAndGapsInIdsAreWarnings() throws IOException {
    Files.copy(folder.resolve("train/000001.png"), folder.resolve("train/000002.png"), REPLACE);
    Path json = folder.resolve("annotations/instances_val.json");
    String text = Files.readString(json);
    // The third shape's id becomes 7, in its category and wherever it is used.
    Files.writeString(
        json,
        text.replace("{\"id\":3,\"name\"", "{\"id\":7,\"name\"")
            .replace("\"category_id\":3", "\"category_id\":7"));
    assertThat(FolderCheck.of(folder, "train"))
        .extracting(Finding::kind, Finding::subject)
        .containsExactly(tuple(Kind.SAME_IMAGE, "image 2"));
    assertThat(FolderCheck.ofAnnotations(json))
        .extracting(Finding::kind, Finding::split)
        .containsExactly(tuple(Kind.CATEGORY_GAP, "instances_val.json"));
  }

  @Test
  void anAnnotationFileIsCheckedByItself() throws IOException {
    Path json = folder.resolve("annotations/instances_val.json");
    assertThat(FolderCheck.ofAnnotations(json)).isEmpty();
    Files.writeString(json, "{\"images\": [");
    assertThat(FolderCheck.ofAnnotations(json))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.UNREADABLE);
              assertThat(finding.message()).contains("instances_val.json: line 1, byte ");
            });
  }

  @Test
  void theRealSetIsSound() {
    Path bccd = Shared.require("data/bccd");
    assertThat(FolderCheck.of(bccd, "train", "val", "test")).noneMatch(f -> f.kind().error());
  }

  private static final java.nio.file.StandardCopyOption REPLACE =
      java.nio.file.StandardCopyOption.REPLACE_EXISTING;
}
