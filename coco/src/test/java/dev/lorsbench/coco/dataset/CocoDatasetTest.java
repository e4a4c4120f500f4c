package dev.lorsbench.coco.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.Shared;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoDatasetTest {
  static final String GOOD =
      """
      {"info": {"deep": [[[{}]]]},
       "images": [{"id": 8, "file_name": "b.jpg", "width": 64, "height": 48, "license": null},
                  {"id": 3, "file_name": "a.jpg", "width": 32, "height": 16}],
       "annotations": [
         {"id": 11, "image_id": 3, "category_id": 90, "bbox": [1, 2.5, 3, 4], "area": 7.5,
          "iscrowd": 0, "segmentation": [[1, 2, 3, 4, 5, 6]]},
         {"id": 12, "image_id": 8, "category_id": 2, "bbox": [0, 0, 0, 4], "area": 0,
          "iscrowd": 1}],
       "categories": [{"id": 90, "name": "toothbrush"}, {"id": 2, "name": "bicycle"}]}
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("gt.json"), text);
  }

  @Test
  void readsImagesCategoriesByIdAndAnnotationsByImage() throws IOException {
    CocoDataset read = CocoDataset.read(file(GOOD));
    assertThat(read.images())
        .containsExactly(new CocoImage(8, "b.jpg", 64, 48), new CocoImage(3, "a.jpg", 32, 16));
    assertThat(read.categories())
        .containsExactly(new CocoCategory(2, "bicycle"), new CocoCategory(90, "toothbrush"));
    assertThat(read.annotations(1))
        .containsExactly(new CocoAnnotation(11, 1, 1, 1, 2.5, 3, 4, 7.5, false));
    assertThat(read.annotations(0)).hasSize(1);
    assertThat(read.annotations(0).get(0).trainable()).isFalse();
    assertThat(read.annotations(1).get(0).trainable()).isTrue();
  }

  @Test
  void readsGzipWhateverTheNameIs() throws IOException {
    Path zipped = folder.resolve("zipped.json");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(GOOD.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(CocoDataset.read(zipped).images()).hasSize(2);
    byte[] whole = Files.readAllBytes(zipped);
    for (int length : new int[] {2, 9, whole.length / 2, whole.length - 3}) {
      Path cut = Files.write(folder.resolve("cut.json.gz"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> CocoDataset.read(cut))
          .isInstanceOf(CocoException.class)
          .hasMessageStartingWith(cut.toString())
          .hasMessageContaining("the file ends too early");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1, 2.5, 3, 4]     | [1, NaN, 3, 4]       | annotation 11: "bbox" must be a finite number, is NaN
          [1, 2.5, 3, 4]     | [1, 1e999, 3, 4]     | annotation 11: "bbox" must be a finite number, is 1e999
          [1, 2.5, 3, 4]     | [1, 2.5, -3, 4]      | annotation 11: "bbox" has a negative size: -3.0 x 4.0
          [1, 2.5, 3, 4]     | [1, 2.5, 3]          | annotation 11: "bbox" must have 4 numbers, has 3
          [1, 2.5, 3, 4]     | [1, 2.5, 3, 4, 5]    | annotation 11: "bbox" must have 4 numbers, has more
          [1, 2.5, 3, 4]     | [1, "2.5", 3, 4]     | annotation 11: "bbox" must be a number, is the text "2.5"
          [1, 2.5, 3, 4]     | null                 | annotation 11: "bbox" must be an array of 4 numbers, is null
          "area": 7.5        | "area": -1           | annotation 11: "area" is negative: -1.0
          , "area": 7.5      | ``                   | annotation 11: "area" is missing
          "area": 7.5        | "id": 5              | annotation 11: "id" occurs twice
          "id": 12           | "id": 11             | annotation 11: "id" occurs twice
          "id": 12           | "id": 12.5           | "id" must be a whole number, is 12.5
          "id": 12           | "id": 99999999999999999999 | "id" must be a 64-bit whole number
          "image_id": 3      | "image_id": 4        | annotation 11: "image_id" 4 is not in "images"
          "category_id": 90  | "category_id": 91    | annotation 11: "category_id" 91 is not in "categories"
          "iscrowd": 1       | "iscrowd": 2         | annotation 12: "iscrowd" must be 0 or 1, is 2.0
          "id": 3            | "id": 8              | image 8: "id" occurs twice
          "width": 64        | "width": 0           | image 8: "width" must be from 1 to 1048576 pixels, is 0
          "width": 64,       | ``                   | image 8: "width" is missing
          "file_name": "a.jpg", | ``                | image 3: "file_name" is missing
          "name": "bicycle"  | "name": 4            | category 2: "name" must be text, is 4
          "id": 90, "name"   | "id": 2, "name"      | category 2: "id" occurs twice
          "images"           | "pictures"           | "images" is missing
          "categories"       | "images"             | "images" occurs twice
          [[[{}]]]           | [[[{}]]              | not valid JSON
          """)
  void badInputNamesFilePlaceAndField(String good, String bad, String expected) throws IOException {
    assertThat(GOOD).contains(good);
    Path file = file(GOOD.replace(good, bad));
    assertThatThrownBy(() -> CocoDataset.read(file))
        .isInstanceOf(CocoException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }

  @Test
  void wrongTypesNameTheByte() throws IOException {
    Path file = file("{\"images\": [],\n \"annotations\": {}}");
    assertThatThrownBy(() -> CocoDataset.read(file))
        .hasMessage(file + ": line 2, byte 31: \"annotations\" must be an array, is an object");
  }

  @Test
  void emptySetsAreRefused() throws IOException {
    String categories = "\"categories\": [{\"id\": 1, \"name\": \"x\"}]}";
    Path none = file("{\"images\": [], \"annotations\": [], " + categories);
    assertThatThrownBy(() -> CocoDataset.read(none)).hasMessage(none + ": \"images\" is empty");
    Path nothing = Files.createFile(folder.resolve("nothing.json"));
    assertThatThrownBy(() -> CocoDataset.read(nothing)).isInstanceOf(CocoException.class);
    assertThatThrownBy(() -> CocoDataset.read(folder)).isInstanceOf(CocoException.class);
    Path absent = folder.resolve("absent.json");
    assertThatThrownBy(() -> CocoDataset.read(absent)).hasMessage(absent + ": no such file");
  }

  @Test
  void deepNestingEndsInBoundedMemory() throws IOException {
    Path file = file("{\"info\": " + "[".repeat(1_000_000));
    assertThatThrownBy(() -> CocoDataset.read(file))
        .isInstanceOf(CocoException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void readsTheRealSets() {
    CocoFolder bccd = new CocoFolder(Shared.require("data/bccd"));
    assertThat(bccd.read("train").images()).hasSize(205);
    assertThat(bccd.read("train").annotations()).hasSize(2804);
    CocoFolder mini = new CocoFolder(Shared.require("data/coco-mini"));
    assertThat(mini.read("val").categories()).hasSize(80);
    assertThat(mini.read("val").annotations()).hasSize(895);
  }

  @Test
  void aFileNameCannotLeaveItsFolder() throws IOException {
    Path annotations = Files.createDirectory(folder.resolve("annotations"));
    Files.writeString(annotations.resolve("val.json"), GOOD.replace("a.jpg", "../../a.jpg"));
    CocoFolder coco = new CocoFolder(folder);
    CocoImage image = coco.read("val").images().get(1);
    assertThatThrownBy(() -> coco.image("val", image)).hasMessageContaining("image 3");
    assertThatThrownBy(() -> coco.read("test"))
        .hasMessageContaining("neither instances_test.json nor test.json");
  }
}
