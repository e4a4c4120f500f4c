package dev.lorsbench.coco.subset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.files.RegularFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Copies an instances file with some of its images and their annotations, and everything else that
 * it says: licences, categories, segmentations. The file was read strictly before, so its elements
 * stand in the order of the rows.
 */
final class InstancesSubset {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private final BitSet images;
  private final BitSet annotations = new BitSet();

  InstancesSubset(InstancesFile file, BitSet images) {
    this.images = images;
    Set<Long> ids = new HashSet<>();
    images.stream().forEach(i -> ids.add(file.images().get(i).id()));
    for (int row = 0; row < file.annotations().size(); row++) {
      annotations.set(row, ids.contains(file.annotations().imageId(row)));
    }
  }

  void copy(Path from, OutputStream to) throws IOException {
    try (InputStream bytes = open(from);
        JsonParser parser = FACTORY.createParser(bytes);
        JsonGenerator json = FACTORY.createGenerator(to)) {
      parser.nextToken();
      json.writeStartObject();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        json.writeFieldName(name);
        parser.nextToken();
        switch (name) {
          case "images" -> copySome(parser, json, images);
          case "annotations" -> copySome(parser, json, annotations);
          default -> json.copyCurrentStructure(parser);
        }
      }
      json.writeEndObject();
    }
  }

  private static void copySome(JsonParser parser, JsonGenerator json, BitSet kept)
      throws IOException {
    json.writeStartArray();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (kept.get(i)) {
        json.copyCurrentStructure(parser);
      } else {
        parser.skipChildren();
      }
    }
    json.writeEndArray();
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(RegularFile.open(file), 1 << 16);
    bytes.mark(2);
    boolean zipped = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return zipped ? new GZIPInputStream(bytes, 1 << 16) : bytes;
  }
}
