package dev.lorsbench.coco.eval;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.lorsbench.coco.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a COCO results file whole, zipped where its name ends in {@code .gz}. */
final class DetectionWriter {
  private DetectionWriter() {}

  static void write(Detections detections, Path file) {
    WholeFile.write(file, out -> json(detections, zipped(file, out)));
  }

  private static OutputStream zipped(Path file, OutputStream out) throws IOException {
    return file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
  }

  private static void json(Detections detections, OutputStream out) throws IOException {
    // The file's stream is closed by the one who syncs it.
    JsonFactory open = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = open.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartArray();
      for (int i = 0; i < detections.size(); i++) {
        one(json, detections, i);
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
    if (out instanceof GZIPOutputStream zip) {
      zip.finish();
    }
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
