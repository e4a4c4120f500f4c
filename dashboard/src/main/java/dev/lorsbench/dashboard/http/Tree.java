package dev.lorsbench.dashboard.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object in the making; keys keep their order. What is unknown is null, and never left out.
 */
public final class Tree {
  private final Map<String, Object> map = new LinkedHashMap<>();

  /** Any value; an enum by its name, an instant as ISO 8601. */
  public Tree put(String key, Object value) {
    boolean plain = value == null || value instanceof Number || value instanceof Boolean;
    boolean nested = value instanceof Iterable<?> || value instanceof Map<?, ?>;
    map.put(key, plain || nested ? value : value.toString());
    return this;
  }

  /** A number that the ledger has as NaN while it is unknown. */
  public Tree known(String key, double value) {
    map.put(key, Double.isNaN(value) ? null : value);
    return this;
  }

  /** A score in [0, 1]; what is undefined or another task's the ledger has as -1. */
  public Tree score(String key, double value) {
    map.put(key, value >= 0 ? value : null);
    return this;
  }

  /** A count that the ledger has as 0 while it is unknown. */
  public Tree size(String key, long value) {
    map.put(key, value == 0 ? null : value);
    return this;
  }

  /** The object. */
  public Map<String, Object> map() {
    return Collections.unmodifiableMap(map);
  }
}
