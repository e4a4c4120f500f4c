package dev.lorsbench.coco.errors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.lorsbench.coco.dataset.CocoCategory;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a confusion matrix: {@code iou}, {@code score}, {@code categories} ({@code id}, {@code
 * name}) and {@code counts}, a list of rows, the background last both ways.
 */
public final class ConfusionJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private ConfusionJson() {}

  /** Writes the object, UTF-8; the stream is left open. */
  public static void write(Confusion confusion, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("iou", confusion.iou());
      json.writeNumberField("score", confusion.score());
      json.writeArrayFieldStart("categories");
      for (CocoCategory category : confusion.categories()) {
        json.writeStartObject();
        json.writeNumberField("id", category.id());
        json.writeStringField("name", category.name());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("counts");
      for (int[] row : confusion.counts()) {
        json.writeArray(row, 0, row.length);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
