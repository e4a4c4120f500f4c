package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.List;

/**
 * A range of object areas, closed at both ends; what lies outside is ignored.
 *
 * @param label as printed, {@code small}
 * @param least square pixels
 * @param most square pixels
 */
public record AreaRange(String label, double least, double most) {
  /** COCO's four. */
  public static final List<AreaRange> COCO =
      List.of(
          new AreaRange("all", 0, 1e10),
          new AreaRange("small", 0, 1024),
          new AreaRange("medium", 1024, 9216),
          new AreaRange("large", 9216, 1e10));

  /** Checks the order of the ends. */
  public AreaRange {
    if (!(least <= most)) {
      throw new CocoException("area range " + label + ": " + least + " is not <= " + most);
    }
  }

  /** Whether an area lies outside. */
  boolean excludes(double area) {
    return area < least || area > most;
  }
}
