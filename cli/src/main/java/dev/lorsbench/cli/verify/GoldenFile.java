package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** JSON of golden files, with errors of one line. */
final class GoldenFile {
  private GoldenFile() {}

  static JsonElement read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      JsonReader json = new JsonReader(reader);
      json.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new CliException(file + ": something follows the JSON value");
      }
      return element;
    } catch (NoSuchFileException e) {
      throw new CliException(file + ": no such file", e);
    } catch (JsonParseException | IllegalStateException | CharacterCodingException e) {
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
