package dev.lorsbench.coco.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.lorsbench.coco.CocoException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A strict cursor over one JSON file, plain or gzipped. Nesting, numbers and strings are bounded,
 * so memory is too. Every failure is a {@link CocoException} that names the file, the place and the
 * element. Not for use by several threads.
 */
public final class JsonCursor implements Closeable {
  /** COCO's polygons need 5; no real annotation file comes near this. */
  private static final int MAX_DEPTH = 64;

  private static final int MAX_NUMBER = 400;
  private static final int MAX_NAME = 1_000;
  private static final int MAX_STRING = 16 << 20;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_STRING)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // Read, so that the refusal can name the field instead of the letter N.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final Path file;
  private final JsonParser parser;
  private String array = "";
  private long index;
  private String named = "";

  private JsonCursor(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Opens a file; one that starts with the gzip magic is decompressed.
   *
   * @throws CocoException if it is missing or unreadable
   */
  public static JsonCursor open(Path file) {
    try {
      return new JsonCursor(file, FACTORY.createParser(JsonFile.open(file)));
    } catch (NoSuchFileException e) {
      throw new CocoException(file + ": no such file", e);
    } catch (IOException e) {
      throw new CocoException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The file that is being read. */
  public Path file() {
    return file;
  }

  /** Says which element is being read, for errors: {@code annotations[12]}. */
  public void at(String array, long index) {
    this.array = array;
    this.index = index;
    this.named = "";
  }

  /** Says the id of the element being read, once it is known: {@code annotation 4711}. */
  public void named(String kind, long id) {
    this.named = kind + " " + id;
  }

  /** Moves on; null at the end of the file. */
  public JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw unreadable(e);
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
      throw unreadable(e);
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
      throw error(field, "must be " + what + ", is " + shown());
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
      throw unreadable(e);
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
      throw error(field, "must be a number, is " + shown());
    }
    double value;
    try {
      value = parser.getDoubleValue();
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw error(field, "must be a finite number, is " + shown());
    }
    return value;
  }

  /** Reads the whole number that follows a field name; 3.0 is one. */
  public long nextWhole(String field) {
    JsonToken token = next();
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
    } catch (IOException e) {
      throw error(field, "must be a 64-bit whole number, is " + shown());
    }
    double value = number(field);
    // Python's json gives 3.0 == 3 as an id; beyond 2^53 a double cannot say which id is meant.
    if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
      throw error(field, "must be a whole number, is " + shown());
    }
    return (long) value;
  }

  /** Reads the text that follows a field name. */
  public String nextText(String field) {
    expect(JsonToken.VALUE_STRING, field, "text");
    try {
      return parser.getText();
    } catch (IOException e) {
      throw unreadable(e);
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
    return new CocoException(place(parser.currentTokenLocation()) + element(field) + what);
  }

  private CocoException unreadable(IOException e) {
    if (e instanceof JsonProcessingException json) {
      JsonLocation at = json.getLocation() == null ? parser.currentLocation() : json.getLocation();
      return new CocoException(place(at) + elementHere() + "not valid JSON: " + brief(json), e);
    }
    return new CocoException(
        place(parser.currentLocation()) + elementHere() + "cannot be read: " + e.getMessage(), e);
  }

  /** The element being read and the field of it that the parser is in, however deep. */
  private String elementHere() {
    String field = null;
    for (var at = parser.getParsingContext(); at != null; at = at.getParent()) {
      boolean array = at.getParent() != null && at.getParent().inRoot() && isArray(at);
      field = at.inObject() && at.getCurrentName() != null && !array ? at.getCurrentName() : field;
    }
    return element("") + (field == null ? "" : "\"" + shortened(field) + "\": ");
  }

  private boolean isArray(JsonStreamContext context) {
    return array.equals(context.getCurrentName());
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 40 ? plain : plain.substring(0, 40) + "...";
  }

  private static String brief(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the file ends too early";
    }
    return e.getOriginalMessage()
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll(" ?\\(start .*|, from `[^`]*`", "");
  }

  private String place(JsonLocation at) {
    String bytes = at.getByteOffset() < 0 ? "" : ", byte " + at.getByteOffset();
    return file + ": line " + at.getLineNr() + bytes + ": ";
  }

  private String element(String field) {
    String element = !named.isEmpty() ? named : array.isEmpty() ? "" : array + "[" + index + "]";
    String suffix = field.isEmpty() ? "" : "\"" + field + "\" ";
    return element.isEmpty() ? suffix : element + ": " + suffix;
  }

  private String shown() {
    if (token() == null) {
      return "missing (the file ends)";
    }
    return switch (token()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_ARRAY, END_OBJECT -> "missing";
      default -> shortText();
    };
  }

  private String shortText() {
    try {
      String cut = shortened(parser.getText());
      return token() == JsonToken.VALUE_STRING ? "the text \"" + cut + "\"" : cut;
    } catch (IOException e) {
      return "unreadable";
    }
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
