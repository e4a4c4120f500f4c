package dev.lorsbench.experiment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Random crops before the resizing: with a probability an image is brought to a short side drawn
 * from {@code shortSides}, and a window is cut from it whose edges are drawn from {@code low} to
 * {@code high} pixels (all of a shorter image). DETR and AdaMixer's 3x schedule do so.
 *
 * @param shortSides empty for no crops
 * @param low shortest edge of a window
 * @param high longest edge of a window
 * @param probability that an image is cropped
 */
public record CropConfig(List<Integer> shortSides, int low, int high, double probability) {
  /** No crops. */
  public static final CropConfig NONE = new CropConfig(List.of(), 384, 600, 0.5);

  public CropConfig {
    shortSides = List.copyOf(shortSides);
    shortSides.forEach(s -> Ranges.between("short", s, 32, 4096));
    Ranges.between("edge", low, 16, 4096);
    Ranges.between("edge", high, low, 4096);
    Ranges.between("probability", probability, 0, 1);
  }

  static CropConfig read(Section s) {
    List<Integer> sides = s.integers("short", null);
    if (sides == null || sides.isEmpty()) {
      throw s.missing("short", "a list of whole numbers, such as [400, 500, 600]");
    }
    List<Integer> edge = s.integers("edge", List.of(NONE.low, NONE.high));
    CropConfig config =
        s.build(
            () -> {
              if (edge.size() != 2) {
                throw new ConfigException(
                    "edge is " + edge + "; it must be two numbers, shortest and longest");
              }
              return new CropConfig(
                  sides, edge.get(0), edge.get(1), s.number("probability", NONE.probability));
            });
    s.done();
    return config;
  }

  /** Whether no image is ever cropped. */
  public boolean none() {
    return shortSides.isEmpty();
  }

  Map<String, Object> tree() {
    return new TreeMap<>(
        Map.of("short", shortSides, "edge", List.of(low, high), "probability", probability));
  }
}
