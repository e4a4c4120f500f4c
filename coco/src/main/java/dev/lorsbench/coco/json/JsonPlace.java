package dev.lorsbench.coco.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.Printable;
import java.io.IOException;
import java.nio.file.Path;

/** Where a cursor is, in the words of its errors: file, line, byte, element, field. */
final class JsonPlace {
  private final Path file;
  private final JsonParser parser;
  private String array = "";
  private long index;
  private String named = "";

  JsonPlace(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  void at(String array, long index) {
    this.array = array;
    this.index = index;
    this.named = "";
  }

  void named(String kind, long id) {
    this.named = kind + " " + id;
  }

  /** An error at the current token. */
  CocoException error(String field, String what) {
    JsonLocation token = parser.currentTokenLocation();
    // There is no token at the end of the file.
    JsonLocation at = token.getByteOffset() < 0 ? parser.currentLocation() : token;
    return new CocoException(place(at) + element(field) + what);
  }

  /** What went wrong while reading on. */
  CocoException unreadable(IOException e) {
    if (e instanceof JsonProcessingException json) {
      JsonLocation at = json.getLocation() == null ? parser.currentLocation() : json.getLocation();
      return new CocoException(place(at) + elementHere() + "not valid JSON: " + brief(json), e);
    }
    return new CocoException(
        place(parser.currentLocation()) + elementHere() + "cannot be read: " + JsonFile.reason(e),
        e);
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
    return Printable.quote(text, 40);
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
    // Files in UTF-16 and UTF-32 are counted in characters.
    boolean bytes = at.getByteOffset() >= 0;
    String offset =
        bytes ? ", byte " + at.getByteOffset() : ", character " + Math.max(0, at.getCharOffset());
    return file + ": line " + at.getLineNr() + offset + ": ";
  }

  private String element(String field) {
    String element = !named.isEmpty() ? named : array.isEmpty() ? "" : array + "[" + index + "]";
    String suffix = field.isEmpty() ? "" : "\"" + field + "\" ";
    return element.isEmpty() ? suffix : element + ": " + suffix;
  }

  /** The current token, as an error shows it. */
  String shown() {
    if (parser.currentToken() == null) {
      return "missing (the file ends)";
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case END_ARRAY, END_OBJECT -> "missing";
      default -> shortText();
    };
  }

  private String shortText() {
    try {
      String cut = shortened(parser.getText());
      return parser.currentToken() == JsonToken.VALUE_STRING ? "the text \"" + cut + "\"" : cut;
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
