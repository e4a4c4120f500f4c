package dev.lorsbench.cli.backup;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.lorsbench.files.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What fields of an archive must be; each method throws IllegalArgumentException naming one. */
final class Required {
  static final String NAME = "[a-z][a-z0-9_]{0,62}";
  static final String ENTRY = "[0-9A-Za-z._/-]{1,300}";

  private Required() {}

  /** Says what is wrong with a field; a library's own words are never these. */
  private static final class Wrong extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Wrong(String what) {
      super(what);
    }
  }

  static void that(boolean fine, String what) {
    if (!fine) {
      throw new Wrong(what);
    }
  }

  static void text(String field, String value) {
    that(value != null && !value.isBlank(), field + " is missing");
  }

  /** The list, without nulls. */
  static <T> List<T> list(String field, List<T> value) {
    that(value != null, field + " is missing");
    for (T element : value) {
      that(element != null, field + " holds null");
    }
    return List.copyOf(value);
  }

  /** The map in its order, with keys of that form and without nulls. */
  static <T> Map<String, T> map(String field, Map<String, T> value, String form) {
    that(value != null, field + " is missing");
    value.forEach(
        (key, element) -> {
          that(key.matches(form), field + " names \"" + Printable.quote(key) + "\"");
          that(element != null, field + "." + key + " is null");
        });
    return value;
  }

  /** What a failed reading says, if the words are those of this class, as the end of a sentence. */
  static String said(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Wrong) {
        return ": " + cause.getMessage();
      }
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String field = mapping.getPath().get(0).getFieldName();
      return field == null
          ? ""
          : ": \"" + Printable.quote(field) + "\" is missing, null, unknown or of another kind";
    }
    return ": it is not JSON";
  }
}
