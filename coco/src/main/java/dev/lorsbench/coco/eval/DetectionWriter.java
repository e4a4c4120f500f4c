package dev.lorsbench.coco.eval;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lorsbench.coco.CocoException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/** Writes a COCO results file beside its place, then moves it there. */
final class DetectionWriter {
  private DetectionWriter() {}

  static void write(Detections detections, Path file) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (JsonGenerator json =
          new JsonFactory().createGenerator(open(file, part), JsonEncoding.UTF8)) {
        json.writeStartArray();
        for (int i = 0; i < detections.size(); i++) {
          one(json, detections, i);
        }
        json.writeEndArray();
        json.writeRaw('\n');
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CocoException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static OutputStream open(Path file, Path part) throws IOException {
    OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
  }

  private static void one(JsonGenerator json, Detections detections, int i) throws IOException {
    json.writeStartObject();
    json.writeNumberField("image_id", detections.imageId(i));
    json.writeNumberField("category_id", detections.categoryId(i));
    json.writeFieldName("bbox");
    json.writeArray(detections.box, 4 * i, 4);
    json.writeNumberField("score", detections.score(i));
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
