package dev.lorsbench.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON for scripts: keys in the order they were put, numbers that are unknown as null. */
public final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Puts a field; NaN and infinities, which JSON lacks, become null, times become text. */
  public Json put(String key, Object value) {
    Object kept = value;
    if (value instanceof Double number && !Double.isFinite(number)) {
      kept = null;
    }
    if (value instanceof Instant || value instanceof Enum<?>) {
      kept = value.toString();
    }
    fields.put(key, kept);
    return this;
  }

  /** Puts a score in [0, 1]; null where there is none, which the ledger has as -1 or as NaN. */
  public Json score(String key, double value) {
    return put(key, value >= 0 ? value : null);
  }

  /** Puts a count; null where it is unknown, which the ledger has as 0. */
  public Json size(String key, long value) {
    return put(key, value == 0 ? null : value);
  }

  /** The fields as a map that can stand in another object. */
  public Map<String, Object> map() {
    return fields;
  }

  /** Indented text of any tree of maps, lists and values. */
  public static String text(Object tree) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
