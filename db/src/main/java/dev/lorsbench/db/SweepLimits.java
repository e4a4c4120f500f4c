package dev.lorsbench.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** How many trials of each resource class a sweep runs at once, within a transaction. */
final class SweepLimits {
  private SweepLimits() {}

  /** Sets some classes' limits; the others stay. */
  static int set(Handle h, String sweep, Map<String, Integer> limits) {
    return h.createUpdate(
            """
            UPDATE sweeps SET limits = limits || (
              SELECT coalesce(jsonb_object_agg(name, most), '{}')
              FROM unnest(:names, :limits) AS l (name, most))
            WHERE id = :id AND ended_at IS NULL AND NOT cancel_asked
            """)
        .bind("id", sweep)
        .bind("names", limits.keySet().toArray(String[]::new))
        .bind("limits", limits.values().toArray(Integer[]::new))
        .execute();
  }

  static Map<String, Integer> of(Handle h, String sweep) {
    Map<String, Integer> limits = new TreeMap<>();
    h.createQuery(
            """
            SELECT l.key, l.value::integer AS most FROM sweeps s, jsonb_each_text(s.limits) l
            WHERE s.id = :id
            """)
        .bind("id", sweep)
        .map((r, c) -> limit(r))
        .forEach(l -> limits.put(l.getKey(), l.getValue()));
    return limits;
  }

  private static Map.Entry<String, Integer> limit(ResultSet r) throws SQLException {
    return Map.entry(r.getString("key"), r.getInt("most"));
  }
}
