package dev.lorsbench.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a search a trial was drawn.
 *
 * @param number from 0
 * @param point one coordinate in [0, 1) a parameter; empty where it was enumerated, not drawn
 * @param parameters what was laid over the search's trial, by path, as text
 */
public record Drawn(int number, List<Double> point, Map<String, String> parameters) {
  public Drawn {
    point = List.copyOf(point);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Canonical JSON of the parameters. */
  public String parametersJson() {
    return Json.write(parameters);
  }
}
