package dev.lorsbench.coco.check;

import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks one instances file by itself. */
final class AnnotationCheck {
  /** Annotators' tools round outwards by up to a pixel. */
  private static final double SLACK = 1;

  private final String split;
  private final AnnotationTable table;
  private final Map<Long, CocoImage> images = new HashMap<>();
  private final Map<Long, CocoCategory> categories = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private AnnotationCheck(String split, InstancesFile file) {
    this.split = split;
    this.table = file.annotations();
    for (CocoImage image : file.images()) {
      if (images.put(image.id(), image) != null) {
        add(Kind.DUPLICATE_ID, "image " + image.id(), "its id occurs twice");
      }
    }
    for (CocoCategory category : file.categories()) {
      if (categories.put(category.id(), category) != null) {
        add(Kind.DUPLICATE_ID, "category " + category.id(), "its id occurs twice");
      }
    }
  }

  static List<Finding> of(String split, InstancesFile file) {
    AnnotationCheck check = new AnnotationCheck(split, file);
    check.run();
    return check.findings;
  }

  private void run() {
    requireSome("images", images.size());
    requireSome("categories", categories.size());
    gaps();
    Set<Long> ids = new HashSet<>();
    Set<Long> used = new HashSet<>();
    for (int row = 0; row < table.size(); row++) {
      if (!ids.add(table.id(row))) {
        add(Kind.DUPLICATE_ID, subject(row), "its id occurs twice");
      }
      used.add(table.categoryId(row));
      references(row);
      box(row);
    }
    categories.forEach(
        (id, category) -> {
          if (!used.contains(id)) {
            add(Kind.UNUSED_CATEGORY, "category " + id, category.name() + " has no annotations");
          }
        });
  }

  /** Ids that are missed out are allowed, COCO has such, but are often a mistake. */
  private void gaps() {
    long[] ids = categories.keySet().stream().mapToLong(id -> id).sorted().toArray();
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] != ids[i - 1] + 1) {
        String message =
            ids.length
                + " ids from "
                + ids[0]
                + " to "
                + ids[ids.length - 1]
                + ", the first gap after "
                + ids[i - 1];
        add(Kind.CATEGORY_GAP, "categories", message);
        return;
      }
    }
  }

  private void requireSome(String what, int count) {
    if (count == 0) {
      add(Kind.EMPTY, what, "there are none");
    }
  }

  private void references(int row) {
    if (!images.containsKey(table.imageId(row))) {
      add(Kind.UNKNOWN_ID, subject(row), "there is no image " + table.imageId(row));
    }
    if (!categories.containsKey(table.categoryId(row))) {
      add(Kind.UNKNOWN_ID, subject(row), "there is no category " + table.categoryId(row));
    }
  }

  private void box(int row) {
    double width = table.box(row, 2);
    double height = table.box(row, 3);
    if (width < 0 || height < 0 || table.area(row) < 0) {
      String sizes = width + " x " + height + ", area " + table.area(row);
      add(Kind.NEGATIVE_BOX, subject(row), "its box has a negative size: " + sizes);
    } else if (width == 0 || height == 0) {
      add(Kind.ZERO_AREA, subject(row), "its box has no inside: " + width + " x " + height);
    }
    CocoImage image = images.get(table.imageId(row));
    if (image != null && image.width() > 0 && image.height() > 0) {
      outside(row, image);
    }
  }

  private void outside(int row, CocoImage image) {
    double right = table.box(row, 0) + table.box(row, 2);
    double bottom = table.box(row, 1) + table.box(row, 3);
    if (table.box(row, 0) < -SLACK
        || table.box(row, 1) < -SLACK
        || right > image.width() + SLACK
        || bottom > image.height() + SLACK) {
      String size = image.width() + " x " + image.height();
      String box = table.box(row, 0) + ", " + table.box(row, 1) + " to " + right + ", " + bottom;
      add(Kind.OUTSIDE, subject(row), "its box leaves the image of " + size + ": " + box);
    }
  }

  private String subject(int row) {
    return "annotation " + table.id(row);
  }

  private void add(Kind kind, String subject, String message) {
    findings.add(new Finding(kind, split, subject, message));
  }
}
