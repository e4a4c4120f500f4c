package dev.lorsbench.models.tensors;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.lorsbench.files.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The JSON header of a safetensors file, read strictly: no key twice, nothing unknown.
 *
 * @param entries in the order of the file's JSON
 */
record Header(Map<String, String> metadata, List<Entry> entries) {
  private static final int MOST_AXES = 64;

  /**
   * A tensor's place: bytes [begin, end) after the header.
   *
   * @param type U8 for elements of one byte that are read as F32
   * @param narrow what those are
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(
      String name, ElementType type, Optional<Float8> narrow, long[] shape, long begin, long end) {
    /** How many bytes a byte becomes when it is read. */
    int widening() {
      return narrow.isPresent() ? Float.BYTES : 1;
    }
  }

  /**
   * Parses the header's text.
   *
   * @throws SafetensorsException whose message says what is wrong, without the file's name
   */
  static Header parse(String json) throws SafetensorsException {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    try {
      Header header = read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new SafetensorsException("something follows the header's closing brace");
      }
      return header;
    } catch (SafetensorsException e) {
      throw e;
    } catch (MalformedJsonException | EOFException e) {
      throw new SafetensorsException("the header is not JSON, " + where(reader));
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new SafetensorsException("the header has an unexpected value, " + where(reader));
    }
  }

  private static String where(JsonReader reader) {
    String path = reader.getPath();
    return "at " + (path.length() > 200 ? path.substring(0, 200) + "..." : path);
  }

  private static Header read(JsonReader reader) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      requireNew(seen, name);
      if (name.equals(Safetensors.METADATA)) {
        readMetadata(reader, metadata);
      } else {
        entries.add(readEntry(reader, name));
      }
    }
    reader.endObject();
    return new Header(metadata, entries);
  }

  private static void readMetadata(JsonReader reader, Map<String, String> metadata)
      throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      if (reader.peek() != JsonToken.STRING) {
        throw new SafetensorsException("metadata " + key + " is not a string");
      }
      requireNew(metadata.keySet(), Safetensors.METADATA, key);
      metadata.put(key, reader.nextString());
    }
    reader.endObject();
  }

  private static Entry readEntry(JsonReader reader, String name) throws IOException {
    String type = null;
    long[] shape = null;
    long[] offsets = null;
    Set<String> seen = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String key = reader.nextName();
      requireNew(seen, name + "." + key);
      switch (key) {
        case "dtype" -> type = reader.nextString();
        case "shape" -> shape = wholes(reader, name, key);
        case "data_offsets" -> offsets = wholes(reader, name, key);
        default -> throw new SafetensorsException("tensor " + name + " has an unknown key " + key);
      }
    }
    reader.endObject();
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw new SafetensorsException("tensor " + name + " needs dtype, shape and two data_offsets");
    }
    Optional<Float8> narrow = Float8.ofSafetensors(type);
    ElementType stored = narrow.isPresent() ? ElementType.U8 : type(name, type);
    return new Entry(name, stored, narrow, shape, offsets[0], offsets[1]);
  }

  private static ElementType type(String name, String text) throws SafetensorsException {
    try {
      return ElementType.valueOf(text);
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException(
          "tensor %s has dtype %s, which is not read; F32, F16, BF16, F64, F8_E4M3, F8_E5M2,"
                  .formatted(name, Printable.quote(text))
              + " F8_E8M0, whole numbers and BOOL are");
    }
  }

  private static long[] wholes(JsonReader reader, String name, String key) throws IOException {
    List<Long> all = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      String text = reader.peek() == JsonToken.NUMBER ? reader.nextString() : "no number";
      if (!text.matches("0|[1-9][0-9]{0,17}")) {
        throw new SafetensorsException(
            "tensor " + name + ": " + key + " must be whole numbers of 0 or more");
      }
      if (all.size() == MOST_AXES) {
        throw new SafetensorsException("tensor " + name + ": " + key + " has too many axes");
      }
      all.add(Long.parseLong(text));
    }
    reader.endArray();
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static void requireNew(Set<String> seen, String name) throws SafetensorsException {
    if (!seen.add(name)) {
      throw new SafetensorsException("the header names " + name + " twice");
    }
  }

  private static void requireNew(Set<String> seen, String where, String key)
      throws SafetensorsException {
    if (seen.contains(key)) {
      throw new SafetensorsException("the header names " + where + "." + key + " twice");
    }
  }
}
