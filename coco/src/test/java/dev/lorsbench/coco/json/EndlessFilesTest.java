package dev.lorsbench.coco.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A billion bytes behind a start that promises a data set: refused in bounded memory. */
class EndlessFilesTest {
  private static final int MEMBER = 1 << 20;
  private static final int MEMBERS = 954;
  private static final long MOST = 256L << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [                      | [ | detections[0]: must be an object, is an array
          [{"x":                 | [ | detections[0]: "x": not valid JSON: Document nesting depth
          [{"x":                 | {"a": | detections[0]: "x": not valid JSON: Document nesting depth
          [{"image_id":          | 1 | detections[0]: "image_id": not valid JSON: String value length
          [{"score":0.           | 3 | detections[0]: "score": not valid JSON: String value length
          [{"score":1e           | 9 | detections[0]: "score": not valid JSON: String value length
          [{"x":"                | a | detections[0]: "x"
          [{"                    | a | detections[0]: not valid JSON: Name length
          [{"image_id":1,"bbox":[1,2,3,4 | ,5 | detections[0]: "bbox" must have 4 numbers, has more
          """)
  void detections(String start, String more, String expected) throws IOException {
    check(start, more, expected, Detections::read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [                       | [ | must be an object with images, annotations, categories
          {"annotations":         | [ | annotations[0]: must be an object, is an array
          {"annotations":[{"segmentation": | [ | "segmentation": not valid JSON: Document nesting
          {"images":[{"file_name":" | a | images[0]: "file_name"
          {"images":[{"width":    | 7 | images[0]: "width": not valid JSON: String value length
          """)
  void groundTruth(String start, String more, String expected) throws IOException {
    check(start, more, expected, GroundTruth::read);
  }

  private void check(String start, String more, String expected, Consumer<Path> reader)
      throws IOException {
    Path file = endless(start, more);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> reader.accept(file))
        .isInstanceOf(CocoException.class)
        .hasMessageStartingWith(file + ": line 1, byte ")
        .hasMessageContaining(expected);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST);
  }

  /** A gzip file of many members, each a mebibyte of the same. */
  private Path endless(String start, String more) throws IOException {
    byte[] member = zipped(more.repeat(MEMBER / more.length()));
    Path file = folder.resolve("endless.json.gz");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(zipped(start));
      for (int i = 0; i < MEMBERS; i++) {
        out.write(member);
      }
    }
    return file;
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }
}
