package dev.lorsbench.coco.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.lorsbench.coco.convert.ConvertedImage.ConvertedBox;
import dev.lorsbench.coco.files.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a COCO instances file: ids from 1 in order, the area of an object that of its box. */
final class InstancesWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private InstancesWriter() {}

  static void write(Path file, List<ConvertedImage> images, List<String> categories) {
    WholeFile.write(
        file,
        out -> {
          try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            images(json, images);
            annotations(json, images);
            categories(json, categories);
            json.writeEndObject();
          }
        });
  }

  private static void images(JsonGenerator json, List<ConvertedImage> images) throws IOException {
    json.writeArrayFieldStart("images");
    for (int i = 0; i < images.size(); i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("file_name", images.get(i).name());
      json.writeNumberField("width", images.get(i).width());
      json.writeNumberField("height", images.get(i).height());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void annotations(JsonGenerator json, List<ConvertedImage> images)
      throws IOException {
    json.writeArrayFieldStart("annotations");
    int id = 0;
    for (int i = 0; i < images.size(); i++) {
      for (ConvertedBox box : images.get(i).boxes()) {
        json.writeStartObject();
        json.writeNumberField("id", ++id);
        json.writeNumberField("image_id", i + 1);
        json.writeNumberField("category_id", box.category() + 1);
        json.writeFieldName("bbox");
        json.writeArray(new double[] {box.x(), box.y(), box.width(), box.height()}, 0, 4);
        json.writeNumberField("area", box.width() * box.height());
        json.writeNumberField("iscrowd", box.crowd() ? 1 : 0);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void categories(JsonGenerator json, List<String> names) throws IOException {
    json.writeArrayFieldStart("categories");
    for (int k = 0; k < names.size(); k++) {
      json.writeStartObject();
      json.writeNumberField("id", k + 1);
      json.writeStringField("name", names.get(k));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
