package dev.lorsbench.coco.check;

import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the input of an evaluation falls into that the reference tool passes over in silence. The
 * figures stay the reference's; these say what to think of them.
 */
public final class Traps implements AnnotationCheck.Sink {
  /**
   * All of one kind in one file.
   *
   * @param count how many annotations, detections or categories
   * @param first the first of them
   */
  public record Trap(Path file, Kind kind, long count, Finding first) {
    /** One line: where, what, how often, and what it does to the figures. */
    public String line() {
      String more = count > 1 ? " (and %,d more like it)".formatted(count - 1) : "";
      return "%s: %s: %s%s: %s"
          .formatted(file, first.subject(), first.message(), more, kind.effect().orElseThrow());
    }
  }

  private final Path file;
  private final Map<Kind, Trap> found = new EnumMap<>(Kind.class);

  private Traps(Path file) {
    this.file = file;
  }

  /** Those of a ground truth. */
  public static List<Trap> of(InstancesFile truth) {
    Traps traps = new Traps(truth.file());
    AnnotationCheck.run("", truth, traps);
    return List.copyOf(traps.found.values());
  }

  /** Those of detections, measured against a ground truth. */
  public static List<Trap> of(Path file, Detections detections, InstancesFile truth) {
    Traps traps = new Traps(file);
    Set<Long> categories = new HashSet<>();
    truth.categories().stream().map(CocoCategory::id).forEach(categories::add);
    double largest = 0;
    for (int d = 0; d < detections.size(); d++) {
      long category = detections.categoryId(d);
      if (!categories.contains(category)) {
        String subject = "detection " + (d + 1);
        traps.add(
            Kind.UNKNOWN_ID,
            () -> new Finding(Kind.UNKNOWN_ID, "", subject, "there is no category " + category));
      }
      for (int side = 0; side < 4; side++) {
        largest = Math.max(largest, detections.box(d, side));
      }
    }
    if (detections.size() > 0 && largest <= 1) {
      traps.add(
          Kind.RELATIVE_BOXES,
          () -> new Finding(Kind.RELATIVE_BOXES, "", "boxes", AnnotationCheck.ALL_WITHIN_ONE));
    }
    return new ArrayList<>(traps.found.values());
  }

  @Override
  public void add(Kind kind, Supplier<Finding> finding) {
    if (kind.effect().isPresent()) {
      found.merge(
          kind,
          new Trap(file, kind, 1, found.containsKey(kind) ? null : finding.get()),
          (before, one) -> new Trap(file, kind, before.count + 1, before.first));
    }
  }
}
