package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;

/** JSON of golden files, with errors of one line. */
final class GoldenFile {
  private static final int LARGEST = 256 << 20;

  private GoldenFile() {}

  static JsonElement read(Path file) throws IOException {
    try {
      JsonReader json = new JsonReader(new StringReader(TextFile.read(file, LARGEST)));
      json.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new CliException(file + ": something follows the JSON value");
      }
      return element;
    } catch (JsonParseException | IllegalStateException e) {
      throw new CliException(file + ": not JSON", e);
    }
  }

  static JsonObject object(Path file) throws IOException {
    JsonElement element = read(file);
    if (!element.isJsonObject()) {
      throw new CliException(file + ": not a JSON object");
    }
    return element.getAsJsonObject();
  }

  /** The value at a key. */
  static JsonElement at(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value == null || value.isJsonNull()) {
      throw new CliException("\"" + key + "\" is missing");
    }
    return value;
  }

  static JsonObject objectAt(JsonObject object, String key) {
    if (at(object, key) instanceof JsonObject found) {
      return found;
    }
    throw new CliException("\"" + key + "\" is not an object");
  }

  static double[] doubles(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  static int[] integers(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }
}
