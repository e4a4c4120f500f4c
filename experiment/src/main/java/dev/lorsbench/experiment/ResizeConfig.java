package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How images keep their proportions on the way to the detector. Without short sides they do not:
 * they are stretched to {@code size x size}.
 *
 * @param shortSides pixels of the shorter side; training draws one an image, evaluation takes the
 *     largest
 * @param longSide the longer side gets no longer than this, and the shorter one shrinks with it
 */
public record ResizeConfig(List<Integer> shortSides, int longSide) {
  /** The long side that detectors are usually trained with. */
  static final int USUAL_LONG = 1333;

  /** Stretched to a square. */
  public static final ResizeConfig STRETCH = new ResizeConfig(List.of(), USUAL_LONG);

  public ResizeConfig {
    shortSides = List.copyOf(shortSides);
    shortSides.forEach(s -> Ranges.between("short", s, 32, 4096));
    Ranges.between("long", longSide, 32, 8192);
    for (int s : shortSides) {
      if (s > longSide) {
        throw new ConfigException(
            "short is " + s + "; it must be at most the long side, " + longSide);
      }
    }
  }

  static ResizeConfig read(Section s) {
    List<Integer> sides = s.integers("short", null);
    if (sides == null || sides.isEmpty()) {
      throw s.missing("short", "a list of whole numbers, such as [800]");
    }
    ResizeConfig config = s.build(() -> new ResizeConfig(sides, s.integer("long", USUAL_LONG)));
    s.done();
    return config;
  }

  /** Reads what {@link #json()} wrote of a resizing that does not stretch. */
  public static ResizeConfig parse(String text, String file) {
    return read(Section.parse(text, file));
  }

  /** Whether images are stretched to a square. */
  public boolean stretches() {
    return shortSides.isEmpty();
  }

  /** The largest short side. */
  public int largest() {
    return shortSides.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("short", shortSides, "long", longSide));
  }

  /** Canonical JSON. */
  public String json() {
    return Json.write(tree());
  }
}
