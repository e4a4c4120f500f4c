package dev.lorsbench.coco.shapes;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the instances file of one split. */
final class ShapesJson {
  private ShapesJson() {}

  static void write(Path file, List<List<Placed>> images, ShapesSpec spec) throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(
                new BufferedOutputStream(Files.newOutputStream(file)), JsonEncoding.UTF8)) {
      json.writeStartObject();
      info(json, spec);
      images(json, images.size(), spec.size());
      annotations(json, images);
      categories(json);
      json.writeEndObject();
    }
  }

  private static void info(JsonGenerator json, ShapesSpec spec) throws IOException {
    json.writeObjectFieldStart("info");
    json.writeStringField("description", "lorsbench shapes");
    json.writeStringField("version", String.valueOf(Marker.VERSION));
    json.writeNumberField("seed", spec.seed());
    json.writeEndObject();
  }

  private static void images(JsonGenerator json, int count, int size) throws IOException {
    json.writeArrayFieldStart("images");
    for (int i = 0; i < count; i++) {
      json.writeStartObject();
      json.writeNumberField("id", i + 1);
      json.writeStringField("file_name", Shapes.fileName(i));
      json.writeNumberField("width", size);
      json.writeNumberField("height", size);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void annotations(JsonGenerator json, List<List<Placed>> images)
      throws IOException {
    json.writeArrayFieldStart("annotations");
    int id = 0;
    for (int i = 0; i < images.size(); i++) {
      for (Placed placed : images.get(i)) {
        id++;
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("image_id", i + 1);
        json.writeNumberField("category_id", placed.shape.id());
        json.writeFieldName("bbox");
        json.writeArray(placed.box(), 0, 4);
        json.writeNumberField("area", placed.area());
        json.writeNumberField("iscrowd", 0);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static void categories(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("categories");
    for (Shape shape : Shape.values()) {
      json.writeStartObject();
      json.writeNumberField("id", shape.id());
      json.writeStringField("name", shape.label());
      json.writeStringField("supercategory", "shape");
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
