package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.AnnotationTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionsTest {
  private static final String GOOD =
      "[{\"image_id\": 3, \"category_id\": 2, \"bbox\": [1, 2, -3.5, 4], \"score\": 0.25}]";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"dt.json", "dt.json.gz"})
  void writingAndReadingKeepsEveryBit(String name) {
    Detections.Builder builder = Detections.builder();
    for (int i = 0; i < 1000; i++) {
      double third = i / 3.0;
      builder.add(900_100_000_000L + i, i % 90, Math.sin(i), third, -third, third * 1e-9, 1e300);
    }
    Detections written = builder.build();
    Path file = folder.resolve(name);
    written.write(file);
    Detections read = Detections.read(file);
    assertThat(read.size()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(read.imageId(i)).isEqualTo(written.imageId(i));
      assertThat(read.categoryId(i)).isEqualTo(written.categoryId(i));
      assertThat(read.score(i)).isEqualTo(written.score(i));
      for (int side = 0; side < 4; side++) {
        assertThat(read.box(i, side)).isEqualTo(written.box(i, side));
      }
    }
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "score": 0.25   | "score": NaN        | detections[0]: "score" must be a finite number, is NaN
          "score": 0.25   | "score": Infinity   | detections[0]: "score" must be a finite number
          "score": 0.25   | "score": "0.25"     | "score" must be a number, is the text "0.25"
          "score": 0.25   | "score": true       | "score" must be a number, is true
          , "score": 0.25 | ``                  | detections[0]: "score" is missing
          "score": 0.25   | "image_id": 4       | detections[0]: "image_id" occurs twice
          "image_id": 3   | "image_id": "3"     | "image_id" must be a number, is the text "3"
          [{              | {"annotations": [{  | must be an array of detections, is an object
          }]              | }] []               | something follows the end
          }]              | }                   | the file ends
          [{              | [1, {               | detections[0]: must be an object, is 1
          """)
  void badInputNamesPlaceAndField(String good, String bad, String expected) throws IOException {
    assertThat(GOOD).contains(good);
    Path file = Files.writeString(folder.resolve("dt.json"), GOOD.replace(good, bad));
    assertThatThrownBy(() -> Detections.read(file))
        .isInstanceOf(CocoException.class)
        .hasMessageStartingWith(file + ": line 1, byte ")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("\n");
  }

  @Test
  void gzipThatWasCutOffAnywhereSaysSo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }
    for (int length : new int[] {2, 9, bytes.size() / 2, bytes.size() - 4}) {
      Path cut = folder.resolve("cut-" + length + ".json.gz");
      Files.write(cut, Arrays.copyOf(bytes.toByteArray(), length));
      assertThatThrownBy(() -> Detections.read(cut))
          .isInstanceOf(CocoException.class)
          .hasMessageStartingWith(cut + ": ")
          .hasMessageEndingWith("the file ends too early");
    }
  }

  @Test
  void anEmptyFileAndOneOfZerosHaveAPlaceToo() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.json"), "");
    assertThatThrownBy(() -> Detections.read(empty))
        .hasMessageStartingWith(empty + ": line 1, byte 0: must be an array of detections");
    // Taken for UTF-32, which is counted in characters.
    Path zeros = Files.write(folder.resolve("zeros.json"), new byte[100]);
    assertThatThrownBy(() -> Detections.read(zeros))
        .hasMessageMatching("\\Q" + zeros + "\\E: line 1, (byte|character) \\d+: not valid JSON.*");
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> Detections.builder().add(7, 1, Double.NaN, 1, 1, 1, 1))
        .hasMessage("detection 0 of image 7: \"score\" must be finite, is NaN");
    assertThatThrownBy(() -> Detections.builder().add(7, 1, 0.5, 1, 1, Double.POSITIVE_INFINITY, 1))
        .hasMessageContaining("\"bbox\"");
  }

  @Test
  void unknownImagesAreNamed() {
    GroundTruth truth = GroundTruth.of(new long[] {1, 2}, new long[] {1}, new AnnotationTable());
    Detections.Builder builder = Detections.builder();
    for (int i = 0; i < 9; i++) {
      builder.add(1 + i % 7, 1, 0.5, 0, 0, 1, 1);
    }
    Detections detections = builder.build();
    assertThatThrownBy(() -> CocoEvaluator.evaluate(truth, detections, Settings.coco()))
        .hasMessage("detections of images that the ground truth does not have: 3, 4, 5, 6, 7");
    Detections none = Detections.builder().build();
    assertThatThrownBy(
            () -> CocoEvaluator.evaluate(truth, none, Settings.coco().onCategories(1, 5)))
        .hasMessage("the ground truth has no such category ids: 5");
  }

  @Test
  void nothingToEvaluateIsUndefined() {
    GroundTruth empty = GroundTruth.of(new long[0], new long[0], new AnnotationTable());
    CocoResult result =
        CocoEvaluator.evaluate(empty, Detections.builder().build(), Settings.coco());
    assertThat(result.stats()).containsOnly(-1);
    assertThat(Summary.of(result).lines()).allMatch(line -> line.endsWith(" = -1.000"));
  }
}
