package dev.lorsbench.coco.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.RegularFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A strict cursor over one JSON file, plain or gzipped. Nesting, numbers and strings are bounded,
 * so memory is too. Every failure is a {@link CocoException} that names the file, the place and the
 * element. Not for use by several threads.
 */
public final class JsonCursor implements Closeable {
  private final Path file;
  private final JsonParser parser;
  private final JsonPlace place;

  private JsonCursor(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
    this.place = new JsonPlace(file, parser);
  }

  /**
   * Opens a file; one that starts with the gzip magic is decompressed.
   *
   * @throws CocoException if it is missing or unreadable
   */
  public static JsonCursor open(Path file) {
    try {
      return new JsonCursor(file, JsonFile.parser(file));
    } catch (IOException e) {
      throw new CocoException(RegularFile.reason(file, e), e);
    }
  }

  /** The file that is being read. */
  public Path file() {
    return file;
  }

  /** Says which element is being read, for errors: {@code annotations[12]}. */
  public void at(String array, long index) {
    place.at(array, index);
  }

  /** Says the id of the element being read, once it is known: {@code annotation 4711}. */
  public void named(String kind, long id) {
    place.named(kind, id);
  }

  /** Moves on; null at the end of the file. */
  public JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw place.unreadable(e);
    }
  }

  /** Moves on to a field name or the end of the object; null at the end. */
  public String nextField() {
    JsonToken token = next();
    if (token == JsonToken.END_OBJECT) {
      return null;
    }
    if (token != JsonToken.FIELD_NAME) {
      throw error("", "the file ends inside an object");
    }
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw place.unreadable(e);
    }
  }

  /** Moves on to the next element of an array; false at its end. */
  public boolean nextElement() {
    JsonToken token = next();
    if (token == null) {
      throw error("", "the file ends inside an array");
    }
    return token != JsonToken.END_ARRAY;
  }

  /** The current token. */
  public JsonToken token() {
    return parser.currentToken();
  }

  /** Fails unless the current token is the wanted one. */
  public void require(JsonToken wanted, String field, String what) {
    if (token() != wanted) {
      throw error(field, "must be " + what + ", is " + place.shown());
    }
  }

  /** Moves on and fails unless the wanted token follows. */
  public void expect(JsonToken wanted, String field, String what) {
    next();
    require(wanted, field, what);
  }

  /** Leaves out the value that follows a field name. */
  public void skipValue() {
    next();
    skip();
  }

  /** Leaves out the current value. */
  public void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw place.unreadable(e);
    }
    if (token() == null) {
      throw error("", "the file ends too early");
    }
  }

  /** Reads the number that follows a field name. */
  public double nextNumber(String field) {
    next();
    return number(field);
  }

  /** The current token as a finite number. */
  public double number(String field) {
    JsonToken token = token();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw error(field, "must be a number, is " + place.shown());
    }
    double value;
    try {
      value = parser.getDoubleValue();
    } catch (IOException e) {
      throw place.unreadable(e);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw error(field, "must be a finite number, is " + place.shown());
    }
    return value;
  }

  /** Reads the whole number that follows a field name; 3.0 is one. */
  public long nextWhole(String field) {
    next();
    return whole(field);
  }

  /** The text that follows a field name; empty if something else does, which is current then. */
  public Optional<String> nextTextOrStay(String field) {
    if (next() != JsonToken.VALUE_STRING) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.getText());
    } catch (IOException e) {
      throw place.unreadable(e);
    }
  }

  /** The current token as a whole number; 3.0 is one. */
  public long whole(String field) {
    JsonToken token = token();
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
    } catch (IOException e) {
      throw error(field, "must be a 64-bit whole number, is " + place.shown());
    }
    double value = number(field);
    // Python's json gives 3.0 == 3 as an id; beyond 2^53 a double cannot say which id is meant.
    if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
      throw error(field, "must be a whole number, is " + place.shown());
    }
    return (long) value;
  }

  /** Reads the text that follows a field name. */
  public String nextText(String field) {
    expect(JsonToken.VALUE_STRING, field, "text");
    try {
      return parser.getText();
    } catch (IOException e) {
      throw place.unreadable(e);
    }
  }

  /** Reads [x, y, width, height] after a field name into {@code box}, all finite. */
  public void nextBox(String field, double[] box) {
    expect(JsonToken.START_ARRAY, field, "an array of 4 numbers");
    for (int i = 0; i < 4; i++) {
      if (!nextElement()) {
        throw error(field, "must have 4 numbers, has " + i);
      }
      box[i] = number(field);
    }
    if (nextElement()) {
      throw error(field, "must have 4 numbers, has more");
    }
  }

  /** Fails if anything but white space follows. */
  public void requireEnd() {
    at("", 0);
    if (next() != null) {
      throw error("", "something follows the end of the document");
    }
  }

  /** An error at the current place: file, line, byte, element, field, what. */
  public CocoException error(String field, String what) {
    return place.error(field, what);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new CocoException(file + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
